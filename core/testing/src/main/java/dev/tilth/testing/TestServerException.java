package dev.tilth.testing;

import java.sql.SQLException;

/** The test server did not do what was asked of it. */
public final class TestServerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TestServerException(ServerAddress server, SQLException cause) {
    super(
        "The test server %s failed with %s: %s. Its user must be allowed to create databases and to see and end all connections."
            .formatted(server, cause.getSQLState(), cause.getMessage()),
        cause);
  }
}
