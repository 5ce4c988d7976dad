package dev.tilth.seed;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import org.jspecify.annotations.Nullable;

/** The thread that runs the seeders was interrupted. */
public final class SeedingInterruptedException extends TilthException {

  private static final long serialVersionUID = 1L;

  SeedingInterruptedException(@Nullable Throwable cause) {
    super(
        "The thread of the run was interrupted, so the run stopped. The seeder at work was rolled"
            + " back, what was committed stays, and nothing has to be unlocked. Run again to go"
            + " on.",
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.INTERRUPTED;
  }
}
