package dev.tilth.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.tools.jdbc.DefaultConnection;

/** Goes back to its pool as it was found, or not at all. */
final class BorrowedConnection extends DefaultConnection {

  private final SessionVariables before;
  private final boolean autoCommit;
  private final boolean readOnly;
  private final AtomicBoolean returned = new AtomicBoolean();

  BorrowedConnection(
      Connection delegate, SessionVariables before, boolean autoCommit, boolean readOnly) {
    super(delegate);
    this.before = before;
    this.autoCommit = autoCommit;
    this.readOnly = readOnly;
  }

  @Override
  public void close() throws SQLException {
    if (!returned.compareAndSet(false, true)) {
      return;
    }
    try {
      restore();
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
    before.apply(this, false);
    setReadOnly(readOnly);
    setAutoCommit(autoCommit);
  }
}
