package dev.tilth.migrate;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import org.jspecify.annotations.Nullable;

/** The thread that applies the migrations was interrupted. */
public final class MigrationInterruptedException extends TilthException {

  private static final long serialVersionUID = 1L;

  MigrationInterruptedException(@Nullable Throwable cause) {
    super(
        "The thread of the run was interrupted, so the run stopped. What the migration at work did"
            + " in a transaction was rolled back, what was committed stays, and nothing has to be"
            + " unlocked. Run again to go on.",
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.INTERRUPTED;
  }
}
