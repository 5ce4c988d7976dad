package dev.tilth.deploy;

import dev.tilth.database.ServerMessage;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The server did not let a plan compare a seeder's tables. */
final class UnforeseenException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnforeseenException(String seeder, SQLException cause) {
    super(
        "What seeder %s would do to its tables cannot be foreseen: %s A plan reads them, and fills a temporary table beside them, as the role that deploys."
            .formatted(seeder, ServerMessage.of(cause)),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
