package dev.tilth.track;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.Optional;

/** Another deployment was at work for as long as this one was willing to wait. */
public final class RunLockBusyException extends TilthException {

  private static final long serialVersionUID = 1L;

  /**
   * Composes the message.
   *
   * @param advice what stays, and what to do
   */
  RunLockBusyException(String whom, Duration waited, Optional<String> holder, String advice) {
    super(
        "This run waited %d s for %s on this database: %s. %s"
            .formatted(waited.toSeconds(), whom, holder.orElse("it has just ended"), advice));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.LOCK_BUSY;
  }
}
