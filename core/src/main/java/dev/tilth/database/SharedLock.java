package dev.tilth.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * The advisory lock that each working connection of a run holds in shared session mode.
 *
 * @param key empty for a run without locks
 */
record SharedLock(OptionalLong key) {

  private static final String TAKE = "SELECT pg_catalog.pg_try_advisory_lock_shared(?)";

  /**
   * Takes it, at one round trip; for a run without locks this does nothing.
   *
   * @throws SupersededRunException if it is another run's
   */
  void take(WorkerConnection worker) throws SQLException {
    if (key.isPresent()) {
      take(key.getAsLong(), worker);
      worker.unlockOnReturn(key.getAsLong());
    }
  }

  private static void take(long key, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      statement.setLong(1, key);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (!row.getBoolean(1)) {
          throw new SupersededRunException();
        }
      }
    }
  }
}
