package dev.tilth;

import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.tools.jdbc.DefaultConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections of which one is lost right after the server has committed, so that its client cannot
 * know. The first connection, on which a run keeps its books, is left alone.
 */
final class LosingAnswers extends PGSimpleDataSource {

  private static final long serialVersionUID = 1L;

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger commits = new AtomicInteger();
  private final int which;

  /** Loses the answer to this commit, counted from 1. */
  LosingAnswers(TestDatabase database, int which) {
    this.which = which;
    setUrl(database.jdbcUrl());
    setUser(database.user());
    setPassword(database.password());
  }

  boolean lost() {
    return commits.get() >= which;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return opened.incrementAndGet() == 1 ? connection : new Losing(connection);
  }

  private final class Losing extends DefaultConnection {

    Losing(Connection connection) {
      super(connection);
    }

    @Override
    public void commit() throws SQLException {
      super.commit();
      if (commits.incrementAndGet() == which) {
        getDelegate().close();
        throw new SQLException("An I/O error occurred.", "08006");
      }
    }
  }
}
