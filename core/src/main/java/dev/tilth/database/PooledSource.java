package dev.tilth.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Connections borrowed from an application's pool. */
final class PooledSource implements ConnectionSource {

  private final DataSource pool;
  private final SessionVariables variables;
  private final Pooler pooler;
  private final int needed;
  private final int silenceAtWork;
  private final int silenceAtLook;
  private volatile boolean throughPooler;
  private volatile SessionVariables accepted;

  /**
   * @param needed how many connections a run has at most
   */
  PooledSource(DataSource pool, SessionSettings settings, int needed) {
    this.pool = pool;
    this.needed = needed;
    this.variables = SessionVariables.of(settings);
    this.accepted = variables;
    this.pooler = settings.pooler();
    this.silenceAtWork = silence(settings.statementTimeout());
    this.silenceAtLook = silence(settings.lockTimeout());
  }

  /** Zero, for ever, where the server's own limit is for ever. */
  private static int silence(Duration limit) {
    return limit.isZero()
        ? 0
        : Math.toIntExact(limit.plus(LiftedLimits.SILENCE_AFTER_TIMEOUT).toMillis());
  }

  @Override
  public boolean throughPooler() {
    return throughPooler;
  }

  /** The stop has no part in it: the pool knows the log-in. */
  @Override
  public Connection open(boolean complete, StopSignal stop) {
    try {
      return checked(pool.getConnection(), complete ? silenceAtWork : silenceAtLook);
    } catch (SQLException e) {
      throw new PoolUnavailableException(needed, e);
    }
  }

  /** A borrowed one is complete from the start: what its session has now must be known anyway. */
  @Override
  public Connection complete(Connection connection) {
    return connection;
  }

  @Override
  public SessionVariables afterReset() {
    return accepted;
  }

  private Connection checked(Connection connection, int silenceMillis) throws SQLException {
    try {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < DirectSource.OLDEST_SUPPORTED) {
        throw new ServerTooOldException("the application's data source", version);
      }
      return borrowed(connection, silenceMillis);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Connection borrowed(Connection connection, int silenceMillis) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    boolean readOnly = connection.isReadOnly();
    // What is set inside a transaction would be undone by its rollback.
    connection.setAutoCommit(true);
    connection.setReadOnly(false);
    throughPooler =
        pooler == Pooler.TRANSACTION || (pooler == Pooler.DETECT && answersElsewhere(connection));
    SessionVariables before = throughPooler ? SessionVariables.NONE : variables.current(connection);
    BorrowedConnection borrowed = new BorrowedConnection(connection, before, autoCommit, readOnly);
    borrowed.setNetworkTimeout(Runnable::run, silenceMillis);
    if (!throughPooler) {
      apply(borrowed);
    }
    return borrowed;
  }

  /** A pooler hands out the process id of one server process and talks to another. */
  private static boolean answersElsewhere(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
      row.next();
      return row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
    }
  }

  private void apply(BorrowedConnection borrowed) throws SQLException {
    try {
      variables.apply(borrowed, false);
    } catch (SQLException e) {
      if (!SqlStates.of(e).equals(SqlStates.INVALID_PARAMETER_VALUE)) {
        throw e;
      }
      accepted = variables.withoutConnectionCheck();
      accepted.apply(borrowed, false);
    }
  }
}
