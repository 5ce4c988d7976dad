package dev.tilth;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jooq.tools.jdbc.DefaultConnection;
import org.jspecify.annotations.Nullable;

/** Lends one connection that stays open when it is given back, and others to whoever needs more. */
final class OneConnectionPool implements DataSource {

  private final Connection kept;
  private final DataSource more;
  private final AtomicBoolean lent = new AtomicBoolean();

  OneConnectionPool(Connection kept, DataSource more) {
    this.kept = kept;
    this.more = more;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return lent.compareAndSet(false, true) ? new Kept(kept, lent) : more.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("This is no wrapper of " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }

  private static final class Kept extends DefaultConnection {

    private final AtomicBoolean lent;

    Kept(Connection connection, AtomicBoolean lent) {
      super(connection);
      this.lent = lent;
    }

    @Override
    public void close() {
      lent.set(false);
    }
  }
}
