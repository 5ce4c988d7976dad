package dev.tilth.track;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.Optional;

/** Another deployment was at work for as long as this one was willing to wait. */
public final class RunLockBusyException extends TilthException {

  private static final long serialVersionUID = 1L;

  RunLockBusyException(Duration waited, Optional<String> holder) {
    super(
        ("Another deployment is at work on this database (%s), and this one waited %d s for it."
                + " Nothing was written. Run again when it has ended, or wait longer with"
                + " --lock-wait.")
            .formatted(holder.orElse("it has just ended"), waited.toSeconds()));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.LOCK_BUSY;
  }
}
