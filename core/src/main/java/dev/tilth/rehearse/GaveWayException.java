package dev.tilth.rehearse;

import dev.tilth.database.ServerMessage;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A rehearsal ended so that others need not wait for it. */
public final class GaveWayException extends TilthException {

  private static final long serialVersionUID = 1L;

  private GaveWayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static GaveWayException to(int backend, String application, Duration limit) {
    return new GaveWayException(
        ("The rehearsal gave way: backend %d, application '%s', had waited %d ms for what it held."
                + " Everything was rolled back. Rehearse when nobody else works on the database, or"
                + " on a copy.")
            .formatted(backend, application, limit.toMillis()),
        null);
  }

  static GaveWayException blind(SQLException cause) {
    return new GaveWayException(
        ("The rehearsal ended, since the connection failed on which it saw who waits for it: %s"
                + " Everything was rolled back. Rehearse again.")
            .formatted(ServerMessage.of(cause)),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.INCOMPLETE;
  }
}
