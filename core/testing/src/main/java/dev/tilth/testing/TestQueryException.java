package dev.tilth.testing;

import java.sql.SQLException;

/** A statement that a test sent through {@link TestDatabase} failed. */
public final class TestQueryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TestQueryException(String database, String sql, SQLException cause) {
    super(
        "In the test database %s the statement%n%s%nfailed with %s: %s"
            .formatted(database, sql, cause.getSQLState(), cause.getMessage()),
        cause);
  }
}
