package dev.tilth.deploy;

import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.policy.Trigger;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a run did.
 *
 * @param runId the ledger's key; a run that had nothing to do is not in the ledger
 * @param database its address without the password
 * @param migrations those that were pending, in order
 * @param seeders every seeder of the content, in order
 * @param warnings full sentences
 * @param stop why the run ended before it was done; empty where it was not stopped
 * @param restorePoint the server's time before the first write, to which a backup can be restored;
 *     empty where nothing was written
 * @param duration from the first look to the end
 */
public record Report(
    UUID runId,
    String command,
    String environment,
    Trigger trigger,
    String database,
    List<MigrationOutcome> migrations,
    List<SeederOutcome> seeders,
    List<String> warnings,
    Optional<TilthException> stop,
    Optional<Instant> restorePoint,
    Duration duration) {

  public Report {
    migrations = List.copyOf(migrations);
    seeders = List.copyOf(seeders);
    warnings = List.copyOf(warnings);
  }

  /** How a run ended. */
  public enum Outcome {
    NOTHING_TO_DO,
    DONE,
    /** A limit on the whole run struck; another run goes on from there. */
    INCOMPLETE,
    /** Somebody ended it; another run goes on from there. */
    INTERRUPTED,
    FAILED;

    private static Outcome of(TilthException failure) {
      return switch (failure.kind()) {
        case INCOMPLETE -> INCOMPLETE;
        case INTERRUPTED -> INTERRUPTED;
        default -> FAILED;
      };
    }
  }

  public Outcome outcome() {
    return failure().map(Outcome::of).orElseGet(this::success);
  }

  private Outcome success() {
    boolean idle =
        migrations.isEmpty() && seeders.stream().allMatch(step -> step.result().isIdle());
    return idle ? Outcome.NOTHING_TO_DO : Outcome.DONE;
  }

  /** Why the run was stopped, or else the first failure of a step, if one failed. */
  public Optional<TilthException> failure() {
    return failures().stream().findFirst();
  }

  /** Why the run was stopped, then the failures of its steps in their order. */
  public List<TilthException> failures() {
    return Stream.concat(
            stop.stream(),
            Stream.concat(
                    migrations.stream().map(MigrationOutcome::failure),
                    seeders.stream().map(SeederOutcome::failure))
                .flatMap(Optional::stream))
        .distinct()
        .toList();
  }

  /** 0, or that of the first failure. */
  public int exitCode() {
    return failure().map(TilthException::exitCode).orElse(0);
  }

  /**
   * This report, for callers that want a failure thrown.
   *
   * @throws TilthException the first failure of a step
   */
  public Report orThrow() {
    failure()
        .ifPresent(failure -> {
          throw failure;
        });
    return this;
  }

  public int appliedMigrations() {
    return (int)
        migrations.stream()
            .filter(step -> step.result() == MigrationOutcome.Result.APPLIED)
            .count();
  }

  public int appliedSeeders() {
    return (int)
        seeders.stream().filter(step -> step.result() == SeederOutcome.Result.APPLIED).count();
  }

  /** All rows of all seeders that were applied. */
  public RowCounts rows() {
    return seeders.stream()
        .flatMap(step -> step.rows().stream())
        .reduce(RowCounts.NONE, RowCounts::plus);
  }
}
