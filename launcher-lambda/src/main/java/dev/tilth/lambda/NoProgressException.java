package dev.tilth.lambda;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.time.Duration;

/** An invocation used up its time on one step: to invoke again would do the same again. */
public final class NoProgressException extends TilthException {

  private static final long serialVersionUID = 1L;

  /**
   * @param step the name of the script or the seeder that was at work, or what kept it from
   *     beginning
   */
  NoProgressException(String step, Duration given, TilthException cause) {
    super(
        ("Nothing was applied in the %d s that the function had, of which the last %d s are kept"
                + " for an orderly end: %s. Raise the function's timeout (15 minutes at most), or"
                + " run this with the container, which has no such limit.")
            .formatted(given.toSeconds(), TimeLeft.RESERVE_FOR_STOPPING.toSeconds(), step),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.INCOMPLETE;
  }
}
