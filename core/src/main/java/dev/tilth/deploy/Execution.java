package dev.tilth.deploy;

import dev.tilth.database.ServerMessage;
import dev.tilth.database.SqlStates;
import dev.tilth.migrate.MigrationLimits;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.migrate.Migrator;
import dev.tilth.migrate.Worksite;
import dev.tilth.plan.Plan;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.seed.ContextFactory;
import dev.tilth.seed.Patience;
import dev.tilth.seed.SeedExecutor;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.SeederTransaction;
import dev.tilth.seed.SeedingTerms;
import dev.tilth.spi.TilthException;
import dev.tilth.track.Ledger;
import dev.tilth.track.StepRecord;
import dev.tilth.track.Tracker;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a plan out and enters each step into the ledger. */
final class Execution {

  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

  private static final String NOT_REACHED = "not_reached";

  private final ActiveRun run;
  private final DeploySettings settings;
  private final Inventory inventory;
  private final Tracker tracker;
  private final Ledger ledger;
  private final String database;
  private final InstantSource clock;
  private int position;

  /**
   * Opens nothing yet.
   *
   * @param database its address for people
   */
  Execution(
      ActiveRun run,
      DeploySettings settings,
      Inventory inventory,
      Tracker tracker,
      String database,
      InstantSource clock) {
    this.run = run;
    this.settings = settings;
    this.inventory = inventory;
    this.tracker = tracker;
    this.ledger = tracker.ledger(run.control());
    this.database = database;
    this.clock = clock;
  }

  void execute(Request request, Plan plan, RunRecorder recorder) {
    UUID runId = recorder.runId();
    InstantSource serverTime =
        InstantSource.fixed(
            ledger.begin(
                runId, request.command(), plan, settings.origin(), run.lock().isPresent()));
    Watch watch = new Watch(run, run.workers().settings().lockTimeout(), clock);
    try {
      steps(plan, recorder, serverTime, watch);
    } finally {
      watch.end();
    }
    run.stop().reason().ifPresent(recorder::stopped);
    end(recorder.report(request, plan, "", Duration.ZERO));
  }

  private void steps(Plan plan, RunRecorder recorder, InstantSource serverTime, Watch watch) {
    boolean migrated =
        plan.migrations().isEmpty()
            || migrator(recorder.runId(), watch)
                .migrate(plan, outcome -> settle(outcome, recorder));
    if (migrated) {
      seeders(plan.environment(), serverTime, watch)
          .seed(plan, recorder.runId(), outcome -> settle(outcome, recorder));
    } else {
      SeedExecutor.skip(plan, notReached(), outcome -> settle(outcome, recorder));
    }
  }

  private String notReached() {
    return run.stop().reason().isPresent()
        ? "not reached: the run was stopped"
        : "not reached: a migration failed";
  }

  private Migrator migrator(UUID runId, Watch watch) {
    Worksite site =
        new Worksite(
            runId,
            run.workers(),
            run.control(),
            tracker.journal(run.control()),
            run.stop(),
            new RunFence(run, database, clock),
            watch::takeBlocker);
    return new Migrator(
        site,
        new MigrationLimits(settings.limits().nonTransactional(), settings.limits().retries()),
        settings.tracker(),
        inventory.migrations(),
        clock);
  }

  private SeedExecutor seeders(
      EnvironmentPolicy environment, InstantSource serverTime, Watch watch) {
    ContextFactory contexts =
        new ContextFactory(
            environment.name(), settings.tracker().schema(), settings.seeders(), serverTime);
    return new SeedExecutor(
        new SeederTransaction(run.workers(), tracker, inventory.seeders(), contexts, terms(watch)));
  }

  private SeedingTerms terms(Watch watch) {
    return new SeedingTerms(
        run.lock().isPresent(),
        new Patience(run.patience(), settings.locking().patience().isZero()),
        settings.limits().retries(),
        run.stop(),
        clock,
        new SeenRivals(watch, tracker, run.control()));
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
            word(report.outcome()),
            report.appliedMigrations(),
            report.appliedSeeders(),
            report.failure().map(TilthException::getMessage)));
  }

  /**
   * What was done is done, whether or not the book can still be written: the report tells it. But
   * with the book's connection the run lock is gone.
   */
  private void write(Runnable entry) {
    try {
      entry.run();
    } catch (DataAccessException e) {
      Optional<SQLException> cause = Optional.ofNullable(e.getCause(SQLException.class));
      LOG.warn(
          "The ledger could not be written; a later run closes this one's entry as interrupted: {}",
          cause.map(ServerMessage::of).orElse(e.getClass().getName()));
      if (run.lock().isPresent()) {
        cause
            .filter(SqlStates::isConnectionLoss)
            .map(RunLockLostException::new)
            .ifPresent(run.stop()::stopBeforeNextStep);
      }
    }
  }

  private static String word(Enum<?> result) {
    return result.name().toLowerCase(Locale.ROOT);
  }
}
