package dev.tilth.rehearse;

import dev.tilth.database.ServerMessage;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** A deferred constraint does not hold when a step has ended, where its commit would judge it. */
public final class DeferredConstraintException extends TilthException {

  private static final long serialVersionUID = 1L;

  DeferredConstraintException(String step, SQLException cause) {
    super(
        ("What %s did violates a deferred constraint, so that its commit would fail: %s Correct it"
                + " before a run carries it out.")
            .formatted(step, ServerMessage.of(cause)),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
