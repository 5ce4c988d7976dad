package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The application's pool gave no usable connection. */
public final class PoolUnavailableException extends TilthException {

  private static final long serialVersionUID = 1L;

  /**
   * @param needed how many connections a run has at most
   */
  PoolUnavailableException(int needed, SQLException cause) {
    super(
        ("The application's data source gave no usable connection: %s Check that it reaches the"
                + " database and has %d connections to spare, which is how many a run may need at"
                + " once: 2, and 1 for each seeder that may run in parallel.")
            .formatted(ConnectFailures.sentence(cause), needed),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DATABASE_UNREACHABLE;
  }
}
