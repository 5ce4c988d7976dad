package dev.tilth.deploy;

import dev.tilth.database.ControlConnection;
import dev.tilth.database.StopSignal;
import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.Plan;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.UnclaimedDatabaseException;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.SeederCatalog;
import dev.tilth.spi.TilthException;
import dev.tilth.track.Release;
import dev.tilth.track.RunRecord;
import dev.tilth.track.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/**
 * Makes deployments to one database.
 *
 * <ol>
 *   <li>Look: one connection, one query tells what the database has and which environment it is.
 *   <li>Plan. A plan that would write nothing ends the run here, without a lock and without a
 *       trace.
 *   <li>Take the run lock, look and plan again: what a rival did meanwhile is not done twice.
 *   <li>Prepare the tracker, claim the database for its environment, open the ledger's entry.
 *   <li>Migrate, then seed; record each step; close the entry.
 * </ol>
 */
public final class Deployment {

  private final Target target;
  private final DeploySettings settings;
  private final Inventory inventory;

  /** What it took to read the content, for the first run to count. */
  private final AtomicReference<Duration> reading;

  private final Planning planning;
  private final Tracker tracker;
  private final StopSignal stop;
  private final InstantSource clock;

  /**
   * Reads and checks the content; opens no connection. The time that takes is part of the first
   * run, of its report and of its limit.
   *
   * @param stop stops every run of this deployment when it is fired
   * @param clock measures durations
   * @throws TilthException if the content cannot be used
   */
  public Deployment(
      Target target,
      DeploySettings settings,
      List<MigrationSource> migrations,
      List<SeederCatalog> seeders,
      StopSignal stop,
      InstantSource clock) {
    this.target = target;
    this.settings = settings;
    Instant start = clock.instant();
    this.inventory = Inventory.of(migrations, seeders);
    this.reading = new AtomicReference<>(Duration.between(start, clock.instant()));
    settings.environments().check(inventory.seeders().values());
    this.planning = new Planning(settings.environments(), inventory, settings.tracker(), target);
    this.tracker = new Tracker(settings.tracker());
    this.stop = stop;
    this.clock = clock;
  }

  /**
   * Carries a request out. What fails or stops a run that has begun to write is in the report; what
   * keeps a run from beginning is thrown.
   */
  public Report run(Request request) {
    return timed((signal, start) -> {
      Run run = new Run(site(signal), start);
      return inquiry(signal).look(look -> run.of(request, look));
    });
  }

  /**
   * Tries out what {@link #run} would do with the same request now, and rolls it back; see {@link
   * dev.tilth.rehearse.Rehearser}.
   *
   * @throws TilthException if the environment is protected, or there can be no plan
   */
  public Rehearsal rehearse(Request request) {
    return timed((signal, start) -> {
      RehearsalRun run = new RehearsalRun(site(signal));
      return inquiry(signal).look(look -> run.of(request, look));
    });
  }

  private <T> T timed(BiFunction<StopSignal, Instant, T> work) {
    Duration taken = reading.getAndSet(Duration.ZERO);
    try (StopSignal.Child child = stop.child()) {
      RunTimer timer = RunTimer.start(child.signal(), settings.limits().run(), taken);
      try {
        return work.apply(child.signal(), clock.instant().minus(taken));
      } finally {
        timer.end();
      }
    }
  }

  /** What {@link #run} would do with the same request now. Writes nothing. */
  public Forecast plan(Request request, PlanDetail detail) {
    Outlook outlook =
        inquiry(stop)
            .look(look -> {
              DatabaseState state = tracker.read(look);
              return new Outlook(planning.forReview(request, state), state);
            });
    return timed((signal, start) ->
        inquiry(signal).ask(() -> new Foresight(site(signal)).of(outlook, detail)));
  }

  /** How the database stands to this build. Writes nothing. */
  public Status status(Request request) {
    return inquiry(stop)
        .look(control -> {
          DatabaseState state = tracker.read(control);
          Optional<RunRecord> last =
              state.tracked()
                  ? tracker.ledger(new ControlConnection(control)).history(1).stream().findFirst()
                  : Optional.empty();
          String environment = planning.environment(request, state);
          Optional<Plan> plan = Optional.empty();
          Optional<TilthException> obstacle = Optional.empty();
          try {
            plan = Optional.of(planning.forReview(request, state));
          } catch (TilthException e) {
            obstacle = Optional.of(e);
          }
          return new Status(target.display(), environment, state, plan, obstacle, last);
        });
  }

  /**
   * Passes where the database has what {@link #run} would bring with the same request, whatever it
   * has beyond. Writes nothing and takes no run lock.
   *
   * @throws NotDeployedException if something is missing
   * @throws TilthException if the database cannot be asked, or has what no deployment would change
   */
  public void verify(Request request) {
    Shortfall shortfall = check(request).look();
    if (!shortfall.isNone()) {
      throw NotDeployedException.atOnce(target.display(), shortfall);
    }
  }

  /**
   * The same, once somebody else has brought it.
   *
   * @param atMost how long to wait for that
   */
  public void await(Request request, Duration atMost) {
    try {
      new Awaiting(check(request), stop, clock).await(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedDeploymentException(e);
    }
  }

  /**
   * Opens no connection yet.
   *
   * @param limit how long one who asks waits at most
   */
  public Readiness readiness(Request request, Duration limit) {
    return new Readiness(check(request)::look, limit, clock);
  }

  private StartCheck check(Request request) {
    return new StartCheck(target, settings.tracker(), planning, request, stop);
  }

  /**
   * The ledger, newest run first; empty for a database that was never deployed to.
   *
   * @param limit how many at most
   */
  public List<RunRecord> history(int limit) {
    return inquiry(stop)
        .look(control ->
            tracker.read(control).tracked()
                ? tracker.ledger(new ControlConnection(control)).history(limit)
                : List.<RunRecord>of());
  }

  /**
   * Records which environment the database is, without deploying anything.
   *
   * @return the environment that it is now
   */
  public String init(Request request) {
    return inquiry(stop)
        .look(control -> {
          EnvironmentPolicy policy = planning.policy(request, tracker.read(control));
          tracker.prepare(
              control,
              policy,
              settings.origin().actor(),
              Release.NONE,
              target.connections()::applyToTransaction);
          return policy.name();
        });
  }

  /**
   * Makes a copy of one environment's database another environment's.
   *
   * @throws TilthException if it is not {@code from} now, or if {@code to} is protected and the
   *     request has no consent
   */
  public void reassign(Request request, String from, String to) {
    EnvironmentPolicy policy = settings.environments().policy(to);
    settings.environments().policy(from);
    inquiry(stop)
        .look(control -> {
          if (tracker.read(control).environment().isEmpty()) {
            throw UnclaimedDatabaseException.nothingToReassign(from);
          }
          tracker.reassign(control, from, policy, request.consent(), settings.origin().actor());
          return to;
        });
  }

  /**
   * Puts a person's word on the end of an attempt into the records.
   *
   * @param script the file name of a script that runs outside a transaction
   * @throws TilthException if there is no attempt at it with an open end
   */
  public void repair(Request request, String script, Repair word) {
    inquiry(stop)
        .look(look -> {
          new RepairRun(site(stop)).of(request, script, word, look);
          return script;
        });
  }

  private Inquiry inquiry(StopSignal signal) {
    return new Inquiry(target, signal);
  }

  private RunSite site(StopSignal signal) {
    return new RunSite(target, settings, inventory, planning, signal, clock);
  }
}
