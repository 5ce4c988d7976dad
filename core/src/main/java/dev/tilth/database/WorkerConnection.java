package dev.tilth.database;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jooq.tools.jdbc.DefaultConnection;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A connection that another thread can bring to an end. Once it is stopped, it begins no statement
 * any more; a commit that has begun is left alone, since only its end tells what became of it.
 */
final class WorkerConnection extends DefaultConnection {

  private final int backend;
  private final Consumer<WorkerConnection> whenClosed;

  /** Held while a cancellation is on its way; breaking off does not wait for that. */
  private final ReentrantLock cancelling = new ReentrantLock();

  private boolean reused;
  private boolean scripted;
  private boolean stopped;
  private boolean committing;
  private boolean closed;

  WorkerConnection(Connection connection, Consumer<WorkerConnection> whenClosed)
      throws SQLException {
    super(connection);
    this.backend = connection.unwrap(PGConnection.class).getBackendPID();
    this.whenClosed = whenClosed;
  }

  /** The server process, where a pooler does not change it from transaction to transaction. */
  int backend() {
    return backend;
  }

  /** A session of its own gives the lock back by ending. */
  void unlockOnReturn(long key) {
    if (getDelegate() instanceof BorrowedConnection borrowed) {
      borrowed.unlockOnReturn(key);
    }
  }

  /** Nobody must find what scripts have left in the session, in this run or in its pool. */
  void discardOnReturn() {
    scripted = true;
    if (getDelegate() instanceof BorrowedConnection borrowed) {
      borrowed.discardOnReturn();
    }
  }

  /**
   * Returns to auto-commit mode, for its next use in this run.
   *
   * @return false if it is broken, stopped, in a transaction, or only borrowed, or scripts ran
   */
  boolean comesToRest() {
    try {
      BaseConnection session = unwrap(BaseConnection.class);
      if (scripted
          || getDelegate() instanceof BorrowedConnection
          || session.getTransactionState() != TransactionState.IDLE) {
        return false;
      }
      setAutoCommit(true);
      return !session.isClosed();
    } catch (SQLException e) {
      return false;
    }
  }

  /** It goes into another use in this run. */
  void reuse() {
    reused = true;
  }

  /** Whether nobody has used its session before, in this run or outside of it. */
  boolean isNew() {
    return !reused && !(getDelegate() instanceof BorrowedConnection);
  }

  /** From now on, no statement and no commit begins. */
  synchronized void stop() {
    stopped = true;
  }

  /** Cancels the statement that is at work; waits for a server that does not answer. */
  void cancel() throws SQLException {
    cancelling.lock();
    try {
      if (isAtWork()) {
        unwrap(PGConnection.class).cancelQuery();
      }
    } finally {
      cancelling.unlock();
    }
  }

  private synchronized boolean isAtWork() {
    return !committing && !closed;
  }

  /** Breaks the connection, for a server that does not answer a cancellation. */
  synchronized void breakOff() throws SQLException {
    if (!committing && !closed) {
      abort(Runnable::run);
    }
  }

  @Override
  public void commit() throws SQLException {
    beginCommit();
    try {
      super.commit();
    } finally {
      endCommit();
    }
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    if (autoCommit && !getAutoCommit()) {
      commit();
    }
    super.setAutoCommit(autoCommit);
  }

  private void beginCommit() throws SQLException {
    cancelling.lock();
    try {
      markCommitting();
    } finally {
      cancelling.unlock();
    }
  }

  private synchronized void markCommitting() throws SQLException {
    checkNotStopped();
    committing = true;
  }

  private synchronized void endCommit() {
    committing = false;
  }

  private synchronized void checkNotStopped() throws SQLException {
    if (stopped) {
      throw new SQLException("The run was stopped.", SqlStates.QUERY_CANCELED);
    }
  }

  @Override
  public Statement createStatement() throws SQLException {
    checkNotStopped();
    return super.createStatement();
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    checkNotStopped();
    return super.createStatement(type, concurrency);
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    checkNotStopped();
    return super.createStatement(type, concurrency, holdability);
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    checkNotStopped();
    return super.prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
    checkNotStopped();
    return super.prepareStatement(sql, keys);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
    checkNotStopped();
    return super.prepareStatement(sql, columns);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
    checkNotStopped();
    return super.prepareStatement(sql, columns);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    checkNotStopped();
    return super.prepareStatement(sql, type, concurrency);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkNotStopped();
    return super.prepareStatement(sql, type, concurrency, holdability);
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    checkNotStopped();
    return super.prepareCall(sql);
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    checkNotStopped();
    return super.prepareCall(sql, type, concurrency);
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    checkNotStopped();
    return super.prepareCall(sql, type, concurrency, holdability);
  }

  /** From here on it may be somebody else's, whom no cancellation may hit. */
  private void beginClose() {
    cancelling.lock();
    try {
      markClosed();
    } finally {
      cancelling.unlock();
    }
  }

  private synchronized void markClosed() {
    closed = true;
  }

  @Override
  public void close() throws SQLException {
    beginClose();
    try {
      super.close();
    } finally {
      whenClosed.accept(this);
    }
  }
}
