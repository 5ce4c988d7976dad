package dev.tilth.deploy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.time.Duration;

/** The limit on a whole run struck. */
public final class RunTimeoutException extends TilthException {

  private static final long serialVersionUID = 1L;

  RunTimeoutException(Duration limit) {
    super(
        ("The run took longer than its limit of %d s (tilth.run.timeout, --timeout) and was"
                + " stopped. What the step at work did in its transaction was rolled back, what was"
                + " committed stays. Run again to go on, with a longer limit where the work needs"
                + " it.")
            .formatted(limit.toSeconds()));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.INCOMPLETE;
  }
}
