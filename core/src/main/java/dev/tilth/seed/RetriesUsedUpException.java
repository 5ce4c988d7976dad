package dev.tilth.seed;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.time.Duration;

/** Every attempt at a seeder was ended by something that usually passes, and it did not pass. */
public final class RetriesUsedUpException extends TilthException {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  /**
   * @param attempts how many there were
   * @param within from the first one's beginning to the last one's end
   */
  RetriesUsedUpException(
      String seeder, int attempts, Duration within, PassingFailure last, Throwable cause) {
    super(
        ("Seeder %s failed and was rolled back, %s, %d s in all; nothing of this attempt is"
                + " written. The last reason: %s %s")
            .formatted(seeder, often(attempts), within.toSeconds(), last.reason(), last.advice()),
        cause);
    kind = last.kind();
  }

  private static String often(int attempts) {
    return attempts == 1 ? "in its only attempt" : "in each of %d attempts".formatted(attempts);
  }

  @Override
  public FailureKind kind() {
    return kind;
  }
}
