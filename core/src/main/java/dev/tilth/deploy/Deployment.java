package dev.tilth.deploy;

import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.Plan;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.UnclaimedDatabaseException;
import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.SeederCatalog;
import dev.tilth.spi.TilthException;
import dev.tilth.track.RunLock;
import dev.tilth.track.RunRecord;
import dev.tilth.track.Tracker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.exception.DataAccessException;

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
  private final Planning planning;
  private final Tracker tracker;
  private final InstantSource clock;

  /**
   * Reads and checks the content; opens no connection.
   *
   * @param clock measures durations
   * @throws TilthException if the content cannot be used
   */
  public Deployment(
      Target target,
      DeploySettings settings,
      List<MigrationSource> migrations,
      List<SeederCatalog> seeders,
      InstantSource clock) {
    this.target = target;
    this.settings = settings;
    this.inventory = Inventory.of(migrations, seeders);
    this.planning = new Planning(settings.environments(), inventory.content(), target.local());
    this.tracker = new Tracker(settings.tracker());
    this.clock = clock;
  }

  /**
   * Carries a request out. A step that fails is in the report; what keeps a run from beginning is
   * thrown.
   */
  public Report run(Request request) {
    Instant start = clock.instant();
    return withConnection(control -> {
      RunRecorder recorder = new RunRecorder(UUID.randomUUID());
      Plan plan = plan(control, request);
      if (plan.isEmpty()) {
        recorder.nothingToDo(plan);
      } else {
        plan = runLocked(control, request, recorder);
      }
      return recorder.report(request, plan, target.display(), since(start));
    });
  }

  private Plan runLocked(Connection control, Request request, RunRecorder recorder)
      throws SQLException, InterruptedException {
    RunLock lock = tracker.runLock(control);
    lock.acquire(settings.lockWait(), clock);
    try {
      Plan plan = plan(control, request);
      if (plan.isEmpty()) {
        recorder.nothingToDo(plan);
      } else {
        tracker.prepare(control, plan.environment(), settings.origin().actor());
        execution(control).execute(request, plan, recorder);
      }
      return plan;
    } finally {
      lock.release();
    }
  }

  private Execution execution(Connection control) {
    return new Execution(target.connections(), settings, inventory, tracker, control, clock);
  }

  /** What {@link #run} would do with the same request now. Writes nothing. */
  public Plan plan(Request request) {
    return withConnection(control -> plan(control, request));
  }

  /** How the database stands to this build. Writes nothing. */
  public Status status(Request request) {
    return withConnection(control -> {
      DatabaseState state = tracker.read(control);
      Optional<RunRecord> last =
          state.tracked()
              ? tracker.ledger(control).history(1).stream().findFirst()
              : Optional.empty();
      String environment = planning.environment(request, state);
      Optional<Plan> plan = Optional.empty();
      Optional<TilthException> obstacle = Optional.empty();
      try {
        plan = Optional.of(planning.plan(request, state));
      } catch (TilthException e) {
        obstacle = Optional.of(e);
      }
      return new Status(target.display(), environment, state, plan, obstacle, last);
    });
  }

  /**
   * The ledger, newest run first; empty for a database that was never deployed to.
   *
   * @param limit how many at most
   */
  public List<RunRecord> history(int limit) {
    return withConnection(control ->
        tracker.read(control).tracked()
            ? tracker.ledger(control).history(limit)
            : List.<RunRecord>of());
  }

  /**
   * Records which environment the database is, without deploying anything.
   *
   * @return the environment that it is now
   */
  public String init(Request request) {
    return withConnection(control -> {
      EnvironmentPolicy policy = planning.policy(request, tracker.read(control));
      tracker.prepare(control, policy, settings.origin().actor());
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
    withConnection(control -> {
      if (tracker.read(control).environment().isEmpty()) {
        throw UnclaimedDatabaseException.nothingToReassign(from);
      }
      tracker.reassign(control, from, policy, request.consent(), settings.origin().actor());
      return to;
    });
  }

  private Plan plan(Connection control, Request request) throws SQLException {
    return planning.plan(request, tracker.read(control));
  }

  private Duration since(Instant start) {
    return Duration.between(start, clock.instant());
  }

  private <T> T withConnection(DatabaseWork<T> work) {
    try (Connection control = target.connections().open()) {
      return work.on(control);
    } catch (SQLException e) {
      throw new DatabaseFailedException(target.display(), e);
    } catch (DataAccessException e) {
      throw DatabaseFailedException.of(target.display(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedDeploymentException(e);
    }
  }

  private interface DatabaseWork<T> {
    T on(Connection control) throws SQLException, InterruptedException;
  }
}
