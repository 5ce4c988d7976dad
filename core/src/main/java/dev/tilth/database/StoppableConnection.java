package dev.tilth.database;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.tools.jdbc.DefaultConnection;

/** A connection that begins no statement any more, once it is stopped. */
abstract class StoppableConnection extends DefaultConnection {

  private boolean stopped;

  StoppableConnection(Connection connection) {
    super(connection);
  }

  /** From now on, no statement and no commit begins. */
  final synchronized void stop() {
    stopped = true;
  }

  final synchronized void checkNotStopped() throws SQLException {
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
}
