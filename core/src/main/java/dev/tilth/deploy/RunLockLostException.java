package dev.tilth.deploy;

import dev.tilth.database.ServerMessage;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The connection with the run lock broke, so that another run may begin at any time. */
public final class RunLockLostException extends TilthException {

  private static final long serialVersionUID = 1L;

  RunLockLostException(SQLException cause) {
    super(
        ("The connection that holds the run lock was lost (%s), so the run stopped before its next"
                + " step. What was committed stays, and nothing has to be unlocked. Run again.")
            .formatted(ServerMessage.of(cause)),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
