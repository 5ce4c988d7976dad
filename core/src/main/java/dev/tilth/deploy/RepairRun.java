package dev.tilth.deploy;

import dev.tilth.database.ControlConnection;
import dev.tilth.migrate.MigrationRepair;
import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.Plan;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.track.Ledger;
import dev.tilth.track.RunLock;
import dev.tilth.track.StepRecord;
import dev.tilth.track.Tracker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts a person's word on the end of an attempt into the records: under the run lock, and entered
 * into the ledger.
 */
final class RepairRun {

  private final RunSite site;
  private final Tracker tracker;

  RepairRun(RunSite site) {
    this.site = site;
    this.tracker = site.tracker();
  }

  void of(Request request, String script, Repair word, Connection look)
      throws SQLException, InterruptedException {
    try (ControlConnection control =
        ControlConnection.of(site.target().connections().complete(look), site.stop())) {
      if (site.target().connections().throughPooler()) {
        throw PoolerRefusedException.throughPooler(site.target().display());
      }
      RunLock lock = tracker.runLock(control, site.stop(), site.clock());
      lock.acquire(site.settings().locking().patience());
      try {
        locked(request, script, word, control);
      } finally {
        lock.release();
      }
    }
  }

  private void locked(Request request, String script, Repair word, ControlConnection control)
      throws SQLException {
    DatabaseState state = control.use(tracker::read);
    EnvironmentPolicy policy = site.planning().policy(request, state);
    MigrationRepair repair =
        new MigrationRepair(
            site.settings().tracker(),
            site.inventory().migrations(),
            control,
            tracker.journal(control));
    repair.check(script, word == Repair.APPLIED, state);
    Ledger ledger = tracker.ledger(control);
    UUID runId = UUID.randomUUID();
    Plan nothing = new Plan(policy, request.trigger(), List.of(), List.of(), List.of(), List.of());
    ledger.begin(runId, request.intent(), nothing, site.settings().origin(), true);
    Instant start = site.clock().instant();
    if (word == Repair.APPLIED) {
      repair.record(script);
    } else {
      repair.forget(script);
    }
    Duration duration = Duration.between(start, site.clock().instant());
    StepRecord step =
        new StepRecord(
            "migration", script, word.word(), Optional.empty(), duration, Optional.empty());
    ledger.steps(runId, 1, List.of(step));
    ledger.end(runId, "done", 0, 0, Optional.empty());
  }
}
