package dev.tilth.rehearse;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** The thread of a rehearsal was interrupted. */
public final class InterruptedRehearsalException extends TilthException {

  private static final long serialVersionUID = 1L;

  InterruptedRehearsalException() {
    super(
        "The thread of the rehearsal was interrupted, so the rehearsal stopped. Everything was"
            + " rolled back. Rehearse again.");
  }

  @Override
  public FailureKind kind() {
    return FailureKind.INTERRUPTED;
  }
}
