package dev.tilth.deploy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** The thread was interrupted while it waited for others. */
public final class InterruptedDeploymentException extends TilthException {

  private static final long serialVersionUID = 1L;

  InterruptedDeploymentException(InterruptedException cause) {
    super(
        "The thread of the run was interrupted while it waited for other sessions. Run again.",
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.INTERRUPTED;
  }
}
