package dev.tilth.deploy;

import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.plan.Plan;
import dev.tilth.seed.SeedExecutor;
import dev.tilth.seed.SeederOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Gathers the outcomes of one run. */
final class RunRecorder {

  private final UUID runId;
  private final List<MigrationOutcome> migrations = new ArrayList<>();
  private final List<SeederOutcome> seeders = new ArrayList<>();

  RunRecorder(UUID runId) {
    this.runId = runId;
  }

  UUID runId() {
    return runId;
  }

  void add(MigrationOutcome outcome) {
    migrations.add(outcome);
  }

  void add(SeederOutcome outcome) {
    seeders.add(outcome);
  }

  void nothingToDo(Plan plan) {
    SeedExecutor.skip(plan, "", this::add);
  }

  Report report(Request request, Plan plan, String database, Duration duration) {
    return new Report(
        runId,
        request.command(),
        plan.environment().name(),
        plan.trigger(),
        database,
        migrations,
        seeders,
        plan.warnings(),
        duration);
  }
}
