package dev.tilth.snapshot;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The server did not answer a question about its catalogue, or the connection was lost. */
public final class SnapshotFailedException extends TilthException {

  private static final long serialVersionUID = 1L;

  SnapshotFailedException(SQLException cause) {
    super(
        """
        The schema could not be read from the database's catalogue: %s (SQLSTATE %s). Nothing was \
        changed in the database. Run the command again, at a time when nobody else changes the \
        schema.\
        """
            .formatted(cause.getMessage(), cause.getSQLState()),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
