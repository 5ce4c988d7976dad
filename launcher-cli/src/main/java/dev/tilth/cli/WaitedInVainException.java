package dev.tilth.cli;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What was waited for did not happen in time. */
final class WaitedInVainException extends TilthException {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  WaitedInVainException(
      String complaint, Duration timeout, String observed, @Nullable TilthException cause) {
    super("%s after %d s. %s".formatted(complaint, timeout.toSeconds(), observed), cause);
    this.kind = cause == null ? FailureKind.FAILED : cause.kind();
  }

  @Override
  public FailureKind kind() {
    return kind;
  }
}
