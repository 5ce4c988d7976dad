package dev.tilth;

import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jooq.tools.jdbc.DefaultConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** Lends again what it gets back, unless that is closed. */
final class KeepingPool extends PGSimpleDataSource implements AutoCloseable {

  private static final long serialVersionUID = 1L;

  private final transient Deque<Connection> idle = new ConcurrentLinkedDeque<>();

  KeepingPool(TestDatabase database) {
    setUrl(database.jdbcUrl());
    setUser(database.user());
    setPassword(database.password());
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection kept = idle.poll();
    return new Lent(kept == null ? super.getConnection() : kept);
  }

  /** What a query answers in each session that the pool has. */
  List<String> inEachSession(String query) throws SQLException {
    List<String> answers = new ArrayList<>();
    for (Connection session : idle) {
      try (Statement statement = session.createStatement();
          ResultSet row = statement.executeQuery(query)) {
        row.next();
        answers.add(row.getString(1));
      }
    }
    return answers;
  }

  @Override
  public void close() throws SQLException {
    for (Connection session : idle) {
      session.close();
    }
  }

  private final class Lent extends DefaultConnection {

    Lent(Connection connection) {
      super(connection);
    }

    @Override
    public void close() throws SQLException {
      if (!getDelegate().isClosed()) {
        idle.push(getDelegate());
      }
    }
  }
}
