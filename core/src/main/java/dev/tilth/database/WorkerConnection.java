package dev.tilth.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A connection that another thread can bring to an end. A commit that has begun is left alone,
 * since only its end tells what became of it.
 */
final class WorkerConnection extends StoppableConnection {

  private final int backend;
  private final Consumer<WorkerConnection> whenClosed;

  /** Held while a cancellation is on its way; breaking off does not wait for that. */
  private final ReentrantLock cancelling = new ReentrantLock();

  private boolean asNew;
  private boolean scripted;
  private boolean foreignSql;
  private boolean committing;
  private boolean closed;

  WorkerConnection(Connection connection, Consumer<WorkerConnection> whenClosed)
      throws SQLException {
    super(connection);
    this.backend = connection.unwrap(PGConnection.class).getBackendPID();
    this.whenClosed = whenClosed;
    this.asNew = isOwn();
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
    keepFromPool();
  }

  /**
   * SQL of others ran, in ways that can be undone: no pool gets it back, and this run tidies it
   * before its next use.
   */
  void foreignSqlRan() {
    foreignSql = true;
    keepFromPool();
  }

  private void keepFromPool() {
    if (getDelegate() instanceof BorrowedConnection borrowed) {
      borrowed.discardOnReturn();
    }
  }

  boolean ranForeignSql() {
    return foreignSql;
  }

  /**
   * What earlier transactions have left in it is undone.
   *
   * @param counted whether the server has taken over their counts of rows too
   */
  void tidied(boolean counted) {
    foreignSql = false;
    asNew = counted;
  }

  /**
   * Returns to auto-commit mode, for its next use in this run.
   *
   * @return false if it is broken, stopped, in a transaction, or only borrowed, or scripts ran
   */
  boolean comesToRest() {
    try {
      BaseConnection session = unwrap(BaseConnection.class);
      if (scripted || !isOwn() || session.getTransactionState() != TransactionState.IDLE) {
        return false;
      }
      setAutoCommit(true);
      return !session.isClosed();
    } catch (SQLException e) {
      return false;
    }
  }

  /** Whether its session is as after its log-in, with nothing of an earlier transaction. */
  boolean isAsNew() {
    return asNew;
  }

  /** Whether the session is this run's alone, from its log-in on. */
  private boolean isOwn() {
    return !(getDelegate() instanceof BorrowedConnection);
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
