package dev.tilth.seed;

import dev.tilth.database.FailedAttempt;
import dev.tilth.plan.SeederDecision;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of one seeder of a run.
 *
 * @param reason why it ran, or why not, in words
 * @param rows present where this run wrote any part of it and the rows were counted; the sum of the
 *     tables
 * @param exact false where the counts are of attempted writes, as the server's statistics have
 *     them, or where nobody counted
 * @param tables the same for each table that was loaded or changed: loaded ones in their order,
 *     then others by name
 * @param duration of all attempts, with the pauses
 * @param retries the attempts that failed and were followed by another one
 * @param chunks present where it is written in chunks and has begun
 * @param failure present where it failed
 */
public record SeederOutcome(
    String name,
    Result result,
    String reason,
    Optional<RowCounts> rows,
    boolean exact,
    List<TableRows> tables,
    Duration duration,
    List<FailedAttempt> retries,
    Optional<ChunkShare> chunks,
    Optional<TilthException> failure) {

  public SeederOutcome {
    tables = List.copyOf(tables);
    if (!TableRows.sum(tables).equals(rows.orElse(RowCounts.NONE))) {
      throw new IllegalArgumentException(
          "The rows of the tables of %s do not add up to %s: %s.".formatted(name, rows, tables));
    }
    retries = List.copyOf(retries);
  }

  /** How it ended. */
  public enum Result {
    APPLIED,
    /** Another run finished it since the plan was made. */
    DONE_BY_RIVAL,
    FAILED,
    /** The run was stopped while it was at work, which was rolled back. */
    INTERRUPTED,
    /** The run was stopped between its chunks: those that are done stay. */
    INCOMPLETE,
    /** One that it depends on was not applied. */
    NOT_REACHED,
    UP_TO_DATE,
    /** Its content is that of a newer build, which stays. */
    NEWER_APPLIED,
    /** The environment's policy does not permit it on this trigger. */
    HELD_BACK,
    OTHER_ENVIRONMENT,
    NOT_SELECTED;

    /**
     * What becomes of a seeder that a plan does not run.
     *
     * @throws IllegalArgumentException for a decision that runs it
     */
    public static Result of(SeederDecision decision) {
      return switch (decision) {
        case SeederDecision.UpToDate upToDate -> UP_TO_DATE;
        case SeederDecision.NewerApplied newer -> NEWER_APPLIED;
        case SeederDecision.HeldBack heldBack -> HELD_BACK;
        case SeederDecision.OtherEnvironment other -> OTHER_ENVIRONMENT;
        case SeederDecision.NotSelected notSelected -> NOT_SELECTED;
        case SeederDecision.Run run ->
            throw new IllegalArgumentException(
                "The outcome of a seeder that runs does not follow from its plan.");
      };
    }

    /** As the ledger has it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the plan left the seeder alone. */
    public boolean isIdle() {
      return switch (this) {
        case UP_TO_DATE, NEWER_APPLIED, HELD_BACK, OTHER_ENVIRONMENT, NOT_SELECTED -> true;
        case APPLIED, DONE_BY_RIVAL, FAILED, INTERRUPTED, INCOMPLETE, NOT_REACHED -> false;
      };
    }
  }

  /** One that wrote nothing, and took no time. */
  static SeederOutcome without(String name, Result result, String reason) {
    return new SeederOutcome(
        name,
        result,
        reason,
        Optional.empty(),
        true,
        List.of(),
        Duration.ZERO,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  SeederOutcome after(Duration taken, List<FailedAttempt> failed) {
    return new SeederOutcome(
        name, result, reason, rows, exact, tables, taken, failed, chunks, failure);
  }

  SeederOutcome writing(WriteCounts counts) {
    return new SeederOutcome(
        name,
        result,
        reason,
        counts.rows(),
        counts.exact(),
        counts.tables().orElse(List.of()),
        duration,
        retries,
        chunks,
        failure);
  }

  SeederOutcome failing(TilthException why) {
    return new SeederOutcome(
        name, result, reason, rows, exact, tables, duration, retries, chunks, Optional.of(why));
  }

  SeederOutcome sharing(ChunkShare share) {
    return new SeederOutcome(
        name, result, reason, rows, exact, tables, duration, retries, Optional.of(share), failure);
  }

  /** Whether those that depend on it may run. */
  boolean satisfies() {
    return switch (result) {
      case FAILED, INTERRUPTED, INCOMPLETE, NOT_REACHED -> false;
      default -> true;
    };
  }
}
