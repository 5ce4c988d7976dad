package dev.tilth.cli;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** The first attempt to reach a database was not over when the time was. */
final class UnansweredException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnansweredException() {
    super(
        "The first attempt was still under way, such as fetching the log-in. Give it more time"
            + " (--timeout).");
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DATABASE_UNREACHABLE;
  }
}
