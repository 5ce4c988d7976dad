package dev.tilth.track;

import dev.tilth.database.ControlConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session advisory lock, asked for and never waited for. It dies with its connection. */
final class AdvisoryLock {

  private static final Logger LOG = LoggerFactory.getLogger(AdvisoryLock.class);

  private final ControlConnection control;
  private final long key;

  AdvisoryLock(ControlConnection control, long key) {
    this.control = control;
    this.key = key;
  }

  boolean tryAcquire() throws SQLException {
    return call("SELECT pg_catalog.pg_try_advisory_lock(?)");
  }

  /**
   * Gives it back. Where that fails, it ends with its connection, which may not go back to a pool
   * with it.
   */
  void releaseOrBreakOff() {
    try {
      call("SELECT pg_catalog.pg_advisory_unlock(?)");
    } catch (SQLException e) {
      LOG.debug("A lock could not be given back; its connection is broken off.", e);
      control.breakOff();
    }
  }

  long key() {
    return key;
  }

  private boolean call(String sql) throws SQLException {
    return control.use(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setLong(1, key);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          return row.getBoolean(1);
        }
      }
    });
  }
}
