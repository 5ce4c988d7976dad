package dev.tilth.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.tools.jdbc.DefaultConnection;

/** Goes back to its pool as it was found, or not at all. */
final class BorrowedConnection extends DefaultConnection {

  private final SessionVariables before;
  private final boolean autoCommit;
  private final boolean readOnly;
  private final int networkTimeout;
  private final AtomicBoolean returned = new AtomicBoolean();
  private OptionalLong sharedLock = OptionalLong.empty();
  private boolean discarded;

  BorrowedConnection(
      Connection delegate, SessionVariables before, boolean autoCommit, boolean readOnly)
      throws SQLException {
    super(delegate);
    this.networkTimeout = delegate.getNetworkTimeout();
    this.before = before;
    this.autoCommit = autoCommit;
    this.readOnly = readOnly;
  }

  /** An advisory lock in shared session mode that its next borrower must not hold. */
  void unlockOnReturn(long key) {
    sharedLock = OptionalLong.of(key);
  }

  /**
   * Has the pool discard it. It is put in order all the same: through a pooler, the session lives
   * on.
   */
  void discardOnReturn() {
    discarded = true;
  }

  @Override
  public void close() throws SQLException {
    if (!returned.compareAndSet(false, true)) {
      return;
    }
    try {
      restore();
      if (discarded) {
        getDelegate().abort(Runnable::run);
      }
    } catch (SQLException e) {
      // Expected after a connection loss; otherwise the next borrower must not get our settings.
      getDelegate().abort(Runnable::run);
    } finally {
      getDelegate().close();
    }
  }

  private void restore() throws SQLException {
    if (!getAutoCommit()) {
      rollback();
      setAutoCommit(true);
    }
    if (sharedLock.isPresent()) {
      unlock(sharedLock.getAsLong());
    }
    if (discarded && !before.values().isEmpty()) {
      before.reset(this, false);
    } else {
      before.apply(this, false);
    }
    setReadOnly(readOnly);
    setNetworkTimeout(Runnable::run, networkTimeout);
    setAutoCommit(autoCommit);
  }

  private void unlock(long key) throws SQLException {
    try (PreparedStatement statement =
        prepareStatement("SELECT pg_catalog.pg_advisory_unlock_shared(?)")) {
      statement.setLong(1, key);
      statement.execute();
    }
  }
}
