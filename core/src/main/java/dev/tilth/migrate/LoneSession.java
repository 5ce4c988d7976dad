package dev.tilth.migrate;

import dev.tilth.database.LiftedLimits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a statement outside a transaction needs for as long as it runs: no limit on its waits, and
 * nobody who holds a snapshot and waits for this run.
 */
final class LoneSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoneSession.class);

  private final Connection connection;
  private final Fence.Hold hold;
  private final LiftedLimits limits;

  private LoneSession(Connection connection, Fence.Hold hold, LiftedLimits limits) {
    this.connection = connection;
    this.hold = hold;
    this.limits = limits;
  }

  /**
   * Prepares a connection.
   *
   * @param limit on the time that a statement takes
   */
  static LoneSession on(Connection connection, Fence fence, Duration limit) throws SQLException {
    Fence.Hold hold = fence.withoutLockless();
    try {
      return new LoneSession(connection, hold, LiftedLimits.on(connection, limit));
    } catch (SQLException | RuntimeException e) {
      hold.close();
      throw e;
    }
  }

  Connection connection() {
    return connection;
  }

  /** Gives back what was taken, however the statement ended. */
  @Override
  public void close() {
    try {
      limits.close();
    } catch (SQLException e) {
      LOG.debug("The connection of the script is lost, and its limits with it.", e);
    } finally {
      hold.close();
    }
  }
}
