package dev.tilth.deploy;

import dev.tilth.database.ControlConnection;
import dev.tilth.database.WorkingConnections;
import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.Plan;
import dev.tilth.seed.SeenRows;
import dev.tilth.track.LogContext;
import dev.tilth.track.Release;
import dev.tilth.track.RunLock;
import dev.tilth.track.Tracker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** One run, from its first look to its report; see {@link Deployment}. */
final class Run {

  private final RunSite site;
  private final Tracker tracker;
  private final Instant start;
  private final Instant look;
  private final RunRecorder recorder = new RunRecorder(UUID.randomUUID());

  /**
   * @param start when its time began to count, before its first look
   */
  Run(RunSite site, Instant start) {
    this.site = site;
    this.tracker = site.tracker();
    this.start = start;
    this.look = site.clock().instant();
  }

  /**
   * Carries a request out.
   *
   * @param look a connection that was opened for a look, which the caller closes
   */
  Report of(Request request, Connection look) throws SQLException, InterruptedException {
    LogContext context = LogContext.ofRun(recorder.runId());
    try {
      Outlook outlook = outlook(request, look);
      context.environment(outlook.steps().environment().name());
      return of(request, outlook, look);
    } finally {
      context.close();
    }
  }

  private Report of(Request request, Outlook first, Connection look)
      throws SQLException, InterruptedException {
    Outlook outlook = first;
    if (outlook.steps().isEmpty()) {
      recorder.nothingToDo(outlook.steps());
    } else {
      try (ControlConnection control =
          ControlConnection.of(site.target().connections().complete(look), site.stop())) {
        outlook =
            runsLocked(outlook.steps())
                ? locked(request, control)
                : lockless(request, outlook, control);
      }
    }
    return recorder.report(
        request,
        outlook.steps(),
        site.target().display(),
        Duration.between(start, site.clock().instant()));
  }

  private Outlook outlook(Request request, Connection connection) throws SQLException {
    DatabaseState state = tracker.read(connection);
    Plan plan = site.planning().plan(request, state);
    if (site.settings().transactionalOnly()) {
      checkTransactional(plan);
    }
    return new Outlook(plan, state);
  }

  /** What was broken off is cleared up outside a transaction too. */
  private void checkTransactional(Plan plan) {
    Set<String> scripts = new TreeSet<>(plan.abandoned());
    scripts.addAll(site.inventory().migrations().lone(plan.migrations()));
    if (!scripts.isEmpty()) {
      throw new NonTransactionalRefusedException(scripts);
    }
  }

  /** Migrations take the lock or do not begin; seeders are as safe without it. */
  private boolean runsLocked(Plan plan) {
    boolean throughPooler = site.target().connections().throughPooler();
    boolean locked = site.settings().locking().runLock() && !throughPooler;
    if (!locked && plan.migrates()) {
      int migrations = plan.migrations().size() + plan.abandoned().size();
      throw throughPooler
          ? PoolerRefusedException.throughPooler(site.target().display(), migrations)
          : PoolerRefusedException.withoutLock(migrations);
    }
    return locked;
  }

  private Outlook locked(Request request, ControlConnection control)
      throws SQLException, InterruptedException {
    RunLock lock = tracker.runLock(control, site.stop(), site.clock());
    lock.acquire(site.settings().locking().patience());
    try {
      Outlook outlook = control.use(connection -> outlook(request, connection));
      if (outlook.steps().isEmpty()) {
        recorder.nothingToDo(outlook.steps());
      } else {
        execute(request, outlook, control, Optional.of(lock));
      }
      return outlook;
    } finally {
      lock.release();
    }
  }

  private Outlook lockless(Request request, Outlook outlook, ControlConnection control)
      throws SQLException, InterruptedException {
    execute(request, outlook, control, Optional.empty());
    return outlook;
  }

  private Release release(Request request) {
    return new Release(site.inventory().content().release(), request.selection().allowDowngrade());
  }

  private void execute(
      Request request, Outlook outlook, ControlConnection control, Optional<RunLock> lock)
      throws SQLException, InterruptedException {
    site.stop().check();
    OptionalLong workerKey =
        lock.isPresent()
            ? OptionalLong.of(RunLock.workerKey(site.settings().tracker().schema()))
            : OptionalLong.empty();
    Instant patience = look.plus(site.settings().locking().patience());
    try (WorkingConnections workers =
        new WorkingConnections(site.target().connections(), site.stop(), workerKey)) {
      SeenRows seen = new Foresight(site).check(request, outlook, workers);
      recorder.writesFrom(prepare(request, outlook.steps(), control));
      RunDeadline deadline = new RunDeadline(start, site.settings().limits().run(), site.clock());
      ActiveRun run = new ActiveRun(control, workers, site.stop(), lock, patience, deadline);
      new Execution(run, site, seen).execute(request, outlook.steps(), recorder);
    }
  }

  /** The server's time before the first write. */
  private Instant prepare(Request request, Plan plan, ControlConnection control)
      throws SQLException {
    return control.use(connection ->
        tracker.prepare(
            connection,
            plan.environment(),
            site.settings().origin().actor(),
            release(request),
            site.target().connections()::applyToTransaction));
  }
}
