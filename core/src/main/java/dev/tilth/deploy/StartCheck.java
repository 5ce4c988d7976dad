package dev.tilth.deploy;

import dev.tilth.database.ControlConnection;
import dev.tilth.database.SqlStates;
import dev.tilth.database.StopSignal;
import dev.tilth.plan.DatabaseState;
import dev.tilth.policy.NoEnvironmentException;
import dev.tilth.track.Tracker;
import dev.tilth.track.TrackerSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares a database with what a build needs: the first look of a deployment, and no more. */
final class StartCheck {

  private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

  private final Target target;
  private final TrackerSettings settings;
  private final Tracker tracker;
  private final Planning planning;
  private final Request request;
  private final StopSignal stop;

  StartCheck(
      Target target,
      TrackerSettings settings,
      Planning planning,
      Request request,
      StopSignal stop) {
    this.target = target;
    this.settings = settings;
    this.tracker = new Tracker(settings);
    this.planning = planning;
    this.request = request;
    this.stop = stop;
  }

  /**
   * Says what is missing.
   *
   * @throws dev.tilth.spi.TilthException if the database cannot be asked, or has what no deployment
   *     of this build would change
   */
  Shortfall look() {
    return inquiry().look(this::shortfall);
  }

  /**
   * The same, with who has the run lock.
   *
   * @param named whether that is asked for
   */
  Found look(boolean named) {
    return inquiry()
        .look(connection -> {
          Shortfall shortfall = shortfall(connection);
          return new Found(
              shortfall,
              named && !shortfall.isNone() ? deployer(connection) : Optional.empty(),
              Optional.empty());
        });
  }

  /** For people: nothing depends on the name. */
  private Optional<String> deployer(Connection connection) {
    try {
      return tracker.deployer(new ControlConnection(connection));
    } catch (SQLException e) {
      LOG.debug("The database was not asked who deploys to it.", e);
      return Optional.empty();
    }
  }

  private Shortfall shortfall(Connection connection) throws SQLException {
    DatabaseState state = state(connection);
    try {
      return Shortfall.of(planning.needs(request, state));
    } catch (NoEnvironmentException e) {
      LOG.debug("Nobody has said yet which environment the database is.", e);
      return Shortfall.of("No deployment has recorded yet which environment this database is.");
    }
  }

  private DatabaseState state(Connection connection) throws SQLException {
    try {
      return tracker.read(connection);
    } catch (SQLException e) {
      if (SqlStates.INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        throw new RecordsUnreadableException(target.display(), settings, e);
      }
      throw e;
    }
  }

  private Inquiry inquiry() {
    return new Inquiry(target, stop);
  }

  String database() {
    return target.display();
  }
}
