package dev.tilth.deploy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.time.Duration;

/** The limit on a whole run struck. */
public final class RunTimeoutException extends TilthException {

  private static final long serialVersionUID = 1L;

  RunTimeoutException(Duration limit) {
    super(
        ("The run took longer than its limit of %s (tilth.run.timeout, --timeout) and was"
                + " stopped. What the step at work did in its transaction was rolled back, what was"
                + " committed stays. Run again to go on, with a longer limit where the work needs"
                + " it.")
            .formatted(words(limit)));
  }

  private RunTimeoutException(String message) {
    super(message);
  }

  /** What is left of the limit does not suffice for what comes next. */
  static RunTimeoutException ahead(Duration limit, Duration left) {
    return new RunTimeoutException(
        ("The run ended with %d ms left of its limit of %s (tilth.run.timeout, --timeout): going"
                + " by those before, another chunk takes longer. What was committed stays. Run"
                + " again to go on, with a longer limit where the work needs it.")
            .formatted(Math.max(0, left.toMillis()), words(limit)));
  }

  /** As it can be given. */
  private static String words(Duration limit) {
    long millis = limit.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  @Override
  public FailureKind kind() {
    return FailureKind.INCOMPLETE;
  }
}
