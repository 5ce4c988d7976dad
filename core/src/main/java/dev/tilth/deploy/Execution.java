package dev.tilth.deploy;

import dev.tilth.migrate.MigrationLimits;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.migrate.Migrator;
import dev.tilth.migrate.Worksite;
import dev.tilth.plan.Plan;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.seed.ContextFactory;
import dev.tilth.seed.Pace;
import dev.tilth.seed.Patience;
import dev.tilth.seed.SeedExecutor;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.SeederTransaction;
import dev.tilth.seed.SeedingTerms;
import dev.tilth.seed.SeenRows;
import dev.tilth.seed.Slots;
import dev.tilth.spi.TilthException;
import dev.tilth.track.StepPlaces;
import dev.tilth.track.StepRecord;
import dev.tilth.track.Tracker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Carries a plan out and enters each step into the ledger. */
final class Execution {

  private final ActiveRun run;
  private final RunSite site;
  private final DeploySettings settings;
  private final Tracker tracker;
  private final SeenRows seen;
  private final InstantSource clock;
  private final StepPlaces places = new StepPlaces();

  /** Opens nothing yet. */
  Execution(ActiveRun run, RunSite site, SeenRows seen) {
    this.run = run;
    this.site = site;
    this.settings = site.settings();
    this.tracker = site.tracker();
    this.seen = seen;
    this.clock = site.clock();
  }

  void execute(Request request, Plan plan, RunRecorder recorder) {
    RunBook book = new RunBook(tracker.ledger(run.control()), run, recorder.runId(), places);
    InstantSource serverTime = InstantSource.fixed(book.begin(request, plan, settings.origin()));
    Watch watch = new Watch(run, run.workers().settings().lockTimeout(), clock);
    try {
      steps(plan, new Steps(recorder, book), serverTime, watch);
    } finally {
      watch.end();
    }
    run.stop().reason().ifPresent(recorder::stopped);
    book.end(recorder.report(request, plan, "", Duration.ZERO));
  }

  private void steps(Plan plan, Steps steps, InstantSource serverTime, Watch watch) {
    UUID runId = steps.recorder().runId();
    boolean migrated = !plan.migrates() || migrator(runId, watch).migrate(plan, steps::settle);
    if (migrated) {
      seeders(plan.environment(), serverTime, watch).seed(plan, runId, steps::settle);
    } else {
      SeedExecutor.skip(plan, notReached(), steps::settle);
    }
  }

  private String notReached() {
    return run.stop().reason().isPresent()
        ? "not reached: the run was stopped"
        : "not reached: a migration failed";
  }

  private Migrator migrator(UUID runId, Watch watch) {
    Worksite worksite =
        new Worksite(
            runId,
            run.workers(),
            run.control(),
            tracker.journal(run.control()),
            run.stop(),
            new RunFence(run, site.target().display(), clock),
            watch::takeBlocker);
    return new Migrator(
        worksite,
        new MigrationLimits(settings.limits().nonTransactional(), settings.limits().retries()),
        settings.tracker(),
        site.inventory().migrations(),
        clock);
  }

  private SeedExecutor seeders(
      EnvironmentPolicy environment, InstantSource serverTime, Watch watch) {
    ContextFactory contexts =
        new ContextFactory(
            environment,
            settings.environments(),
            settings.tracker().schema(),
            settings.seeders(),
            serverTime,
            run.stop());
    return new SeedExecutor(
        new SeederTransaction(
            run.workers(), tracker, site.inventory().seeders(), contexts, terms(watch)));
  }

  private SeedingTerms terms(Watch watch) {
    return new SeedingTerms(
        run.lock().isPresent(),
        new Patience(run.patience(), settings.locking().patience().isZero()),
        settings.limits().retries(),
        run.stop(),
        clock,
        new SeenRivals(watch, tracker, run.control()),
        seen,
        places,
        new Pace(new Slots(settings.limits().parallel()), run.deadline(), settings.progress()));
  }

  /** Takes each outcome down for the report and for the ledger. */
  private record Steps(RunRecorder recorder, RunBook book) {

    void settle(MigrationOutcome outcome) {
      recorder.add(outcome);
      book.enter(
          List.of(
              new StepRecord(
                  "migration",
                  outcome.script(),
                  outcome.result().name().toLowerCase(Locale.ROOT),
                  Optional.empty(),
                  outcome.duration(),
                  outcome.failure().map(TilthException::getMessage))));
    }

    void settle(List<SeederOutcome> outcomes) {
      outcomes.forEach(recorder::add);
      book.enter(
          outcomes.stream()
              .filter(outcome -> !outcome.result().isIdle())
              .map(Steps::record)
              .toList());
    }

    private static StepRecord record(SeederOutcome outcome) {
      return StepRecord.ofSeeder(
          outcome.name(),
          outcome.result().word(),
          outcome.rows(),
          outcome.duration(),
          outcome.failure().map(TilthException::getMessage));
    }
  }
}
