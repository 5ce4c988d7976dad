package dev.tilth.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A session that waits for locks as long as it takes and runs one statement for long, until closed.
 * For statements that hold no lock in anybody's way, such as CREATE INDEX CONCURRENTLY: a limit on
 * waiting would make them fail after all of their work.
 */
public final class LiftedLimits implements AutoCloseable {

  /** Only a server that answers nothing at all comes to this: its own limit strikes first. */
  static final Duration SILENCE_AFTER_TIMEOUT = Duration.ofSeconds(30);

  private static final String LIMITS =
      "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')";

  private static final String SET =
      "SELECT set_config('lock_timeout', ?, false), set_config('statement_timeout', ?, false)";

  private final Connection connection;
  private final String lockTimeout;
  private final String statementTimeout;
  private final int networkTimeout;

  private LiftedLimits(
      Connection connection, String lockTimeout, String statementTimeout, int networkTimeout) {
    this.connection = connection;
    this.lockTimeout = lockTimeout;
    this.statementTimeout = statementTimeout;
    this.networkTimeout = networkTimeout;
  }

  /**
   * Lifts the limits.
   *
   * @param connection in auto-commit mode
   * @param statementTimeout how long a statement may run, its waits included; zero means for ever
   */
  public static LiftedLimits on(Connection connection, Duration statementTimeout)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LIMITS)) {
      row.next();
      LiftedLimits found =
          new LiftedLimits(
              connection, row.getString(1), row.getString(2), connection.getNetworkTimeout());
      long socket =
          statementTimeout.isZero() ? 0 : statementTimeout.plus(SILENCE_AFTER_TIMEOUT).toMillis();
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(socket));
      set(connection, "0", statementTimeout.toMillis() + "ms");
      return found;
    }
  }

  private static void set(Connection connection, String lockTimeout, String statementTimeout)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SET)) {
      statement.setString(1, lockTimeout);
      statement.setString(2, statementTimeout);
      statement.execute();
    }
  }

  /** Puts back what the session had. */
  @Override
  public void close() throws SQLException {
    set(connection, lockTimeout, statementTimeout);
    connection.setNetworkTimeout(Runnable::run, networkTimeout);
  }
}
