package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The application's pool gave no usable connection. */
public final class PoolUnavailableException extends TilthException {

  private static final long serialVersionUID = 1L;

  PoolUnavailableException(SQLException cause) {
    super(
        ("The application's data source gave no usable connection: %s Check that it reaches the"
                + " database and has a connection to spare.")
            .formatted(ConnectFailures.sentence(cause)),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DATABASE_UNREACHABLE;
  }
}
