package dev.tilth.deploy;

import dev.tilth.database.Connections;
import dev.tilth.database.ServerMessage;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.migrate.Migrator;
import dev.tilth.plan.Plan;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.seed.ContextFactory;
import dev.tilth.seed.SeedExecutor;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.SeederTransaction;
import dev.tilth.spi.TilthException;
import dev.tilth.track.Ledger;
import dev.tilth.track.StepRecord;
import dev.tilth.track.Tracker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a plan out, under the run lock, and enters each step into the ledger. */
final class Execution {

  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

  private static final String NOT_REACHED = "not_reached";

  private final Connections connections;
  private final DeploySettings settings;
  private final Inventory inventory;
  private final Tracker tracker;
  private final Ledger ledger;
  private final InstantSource clock;
  private int position;

  Execution(
      Connections connections,
      DeploySettings settings,
      Inventory inventory,
      Tracker tracker,
      Connection control,
      InstantSource clock) {
    this.connections = connections;
    this.settings = settings;
    this.inventory = inventory;
    this.tracker = tracker;
    this.ledger = tracker.ledger(control);
    this.clock = clock;
  }

  void execute(Request request, Plan plan, RunRecorder recorder) {
    UUID runId = recorder.runId();
    InstantSource serverTime =
        InstantSource.fixed(ledger.begin(runId, request.command(), plan, settings.origin()));
    boolean migrated =
        plan.migrations().isEmpty()
            || new Migrator(
                    connections.asDataSource(), settings.tracker(), inventory.migrations(), clock)
                .migrate(plan, outcome -> settle(outcome, recorder));
    if (migrated) {
      seeders(plan.environment(), serverTime)
          .seed(plan, runId, outcome -> settle(outcome, recorder));
    } else {
      SeedExecutor.skip(
          plan, "not reached: a migration failed", outcome -> settle(outcome, recorder));
    }
    end(recorder.report(request, plan, "", Duration.ZERO));
  }

  private SeedExecutor seeders(EnvironmentPolicy environment, InstantSource serverTime) {
    ContextFactory contexts =
        new ContextFactory(
            environment.name(), settings.tracker().schema(), settings.seeders(), serverTime);
    return new SeedExecutor(
        new SeederTransaction(connections, tracker, inventory.seeders(), contexts, clock));
  }

  private void settle(MigrationOutcome outcome, RunRecorder recorder) {
    recorder.add(outcome);
    enter(
        recorder.runId(),
        new StepRecord(
            "migration",
            outcome.script(),
            word(outcome.result()),
            Optional.empty(),
            outcome.duration(),
            outcome.failure().map(TilthException::getMessage)));
  }

  private void settle(SeederOutcome outcome, RunRecorder recorder) {
    recorder.add(outcome);
    if (!outcome.result().isIdle()) {
      enter(
          recorder.runId(),
          new StepRecord(
              "seeder",
              outcome.name(),
              word(outcome.result()),
              outcome.rows(),
              outcome.duration(),
              outcome.failure().map(TilthException::getMessage)));
    }
  }

  private void enter(UUID runId, StepRecord step) {
    if (!step.outcome().equals(NOT_REACHED)) {
      LOG.info(
          "{} {} {} in {} ms",
          step.kind(),
          step.name(),
          step.outcome(),
          step.duration().toMillis());
    }
    position++;
    write(() -> ledger.step(runId, position, step));
  }

  private void end(Report report) {
    write(() ->
        ledger.end(
            report.runId(),
            report.failure().isPresent() ? "failed" : "done",
            report.appliedMigrations(),
            report.appliedSeeders(),
            report.failure().map(TilthException::getMessage)));
  }

  /** What was done is done, whether or not the book can still be written: the report tells it. */
  private static void write(Runnable entry) {
    try {
      entry.run();
    } catch (DataAccessException e) {
      SQLException cause = e.getCause(SQLException.class);
      LOG.warn(
          "The ledger could not be written; the next run closes this one's entry as interrupted:"
              + " {}",
          cause == null ? e.getClass().getName() : ServerMessage.of(cause));
    }
  }

  private static String word(Enum<?> result) {
    return result.name().toLowerCase(Locale.ROOT);
  }
}
