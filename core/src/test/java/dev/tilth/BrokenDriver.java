package dev.tilth;

import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.tools.jdbc.DefaultConnection;
import org.jooq.tools.jdbc.DefaultStatement;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections on which statements with a certain beginning end with an {@link Error}. */
final class BrokenDriver extends PGSimpleDataSource {

  private static final long serialVersionUID = 1L;

  private final String beginning;

  BrokenDriver(TestDatabase database, String beginning) {
    this.beginning = beginning;
    setUrl(database.jdbcUrl());
    setUser(database.user());
    setPassword(database.password());
  }

  @Override
  public Connection getConnection() throws SQLException {
    return new DefaultConnection(super.getConnection()) {
      @Override
      public Statement createStatement() throws SQLException {
        return new DefaultStatement(super.createStatement()) {
          @Override
          public boolean execute(String sql) throws SQLException {
            if (sql.startsWith(beginning)) {
              throw new LinkageError("a class of the driver is missing");
            }
            return super.execute(sql);
          }
        };
      }
    };
  }
}
