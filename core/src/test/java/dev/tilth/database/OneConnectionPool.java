package dev.tilth.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jooq.tools.jdbc.DefaultConnection;
import org.jspecify.annotations.Nullable;

/** A pool of one physical connection, which stays open when it is returned. */
final class OneConnectionPool implements DataSource {

  private final Connection physical;
  private int returned;

  OneConnectionPool(Connection physical) {
    this.physical = physical;
  }

  Connection physical() {
    return physical;
  }

  int returned() {
    return returned;
  }

  @Override
  public Connection getConnection() {
    return new DefaultConnection(physical) {
      @Override
      public void close() {
        returned++;
      }
    };
  }

  @Override
  public Connection getConnection(String user, String password) {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException();
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
