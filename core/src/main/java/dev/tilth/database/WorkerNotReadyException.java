package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** A connection broke before any work was done on it. */
public final class WorkerNotReadyException extends TilthException {

  private static final long serialVersionUID = 1L;

  WorkerNotReadyException(SQLException cause) {
    super(
        "A new connection to the database broke before any work was done on it: %s Run again."
            .formatted(ConnectFailures.sentence(cause)),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DATABASE_UNREACHABLE;
  }
}
