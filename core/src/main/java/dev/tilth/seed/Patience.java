package dev.tilth.seed;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a run waits for others.
 *
 * @param until when it ends
 * @param none whether it asks once and never waits
 */
public record Patience(Instant until, boolean none) {

  /** A run that has waited for the run lock still waits a moment for a seeder. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  /** What is left of it, but no less than a second where there was any. */
  Duration left(Instant now) {
    if (none) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(now, until);
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }
}
