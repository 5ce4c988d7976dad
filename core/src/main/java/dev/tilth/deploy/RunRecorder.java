package dev.tilth.deploy;

import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.plan.Plan;
import dev.tilth.plan.SeederStep;
import dev.tilth.seed.SeedExecutor;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers the outcomes of one run. */
final class RunRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(RunRecorder.class);

  private final UUID runId;
  private final List<MigrationOutcome> migrations = new ArrayList<>();
  private final List<SeederOutcome> seeders = new ArrayList<>();
  private Optional<TilthException> stop = Optional.empty();
  private Optional<Instant> restorePoint = Optional.empty();

  RunRecorder(UUID runId) {
    this.runId = runId;
  }

  UUID runId() {
    return runId;
  }

  /** Remembers the server's time before the first write. */
  void writesFrom(Instant time) {
    restorePoint = Optional.of(time);
  }

  void add(MigrationOutcome outcome) {
    migrations.add(outcome);
  }

  void add(SeederOutcome outcome) {
    seeders.add(outcome);
  }

  /** Remembers why the run ended, if that was before it was done. */
  void stopped(TilthException why) {
    if (migrations.stream().allMatch(RunRecorder::isDone)
        && seeders.stream().allMatch(RunRecorder::isDone)) {
      LOG.warn("The run was done when this came: {}", why.getMessage());
    } else {
      stop = Optional.of(why);
    }
  }

  private static boolean isDone(MigrationOutcome outcome) {
    return outcome.result() == MigrationOutcome.Result.APPLIED;
  }

  private static boolean isDone(SeederOutcome outcome) {
    return switch (outcome.result()) {
      case FAILED, INTERRUPTED, INCOMPLETE, NOT_REACHED -> false;
      default -> true;
    };
  }

  void nothingToDo(Plan plan) {
    SeedExecutor.skip(plan, "", outcomes -> outcomes.forEach(this::add));
  }

  /** Those that run in parallel settle in an order of their own. */
  private List<SeederOutcome> inOrder(Plan plan) {
    List<String> order = plan.seeders().stream().map(SeederStep::name).toList();
    return seeders.stream()
        .sorted(Comparator.comparingInt(outcome -> order.indexOf(outcome.name())))
        .toList();
  }

  Report report(Request request, Plan plan, String database, Duration duration) {
    return new Report(
        runId,
        request.command(),
        plan.environment().name(),
        plan.trigger(),
        database,
        migrations,
        inOrder(plan),
        plan.warnings(),
        stop,
        restorePoint,
        duration);
  }
}
