package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** The thread was interrupted while it waited for a log-in that was being fetched. */
public final class FetchInterruptedException extends TilthException {

  private static final long serialVersionUID = 1L;

  FetchInterruptedException(String id, InterruptedException cause) {
    super(
        ("The thread was interrupted while it waited for secret %s of the database, which was"
                + " being fetched. Run again.")
            .formatted(id),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.INTERRUPTED;
  }
}
