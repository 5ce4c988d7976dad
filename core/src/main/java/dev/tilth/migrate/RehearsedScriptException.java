package dev.tilth.migrate;

import dev.tilth.database.ServerMessage;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.util.Optional;

/** A statement of a script failed in a rehearsal, which leaves nothing of it. */
public final class RehearsedScriptException extends TilthException {

  private static final long serialVersionUID = 1L;

  RehearsedScriptException(String script, Place place, SQLException cause) {
    super(
        ("Migration %s failed in the rehearsal at line %d: %s Statement: %s. Correct the script"
                + " before a run applies it.")
            .formatted(
                script,
                place.line(Optional.of(cause)),
                ServerMessage.of(cause),
                place.abbreviated()),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
