package dev.tilth.database;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often, and after which pauses, a transaction is tried again that failed for a reason which
 * passes ({@link SqlStates#isTransient}). The pause doubles from attempt to attempt; half of it is
 * random, so that rivals part ("Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 *
 * @param attempts how often at most, the first time included; from 1
 * @param firstPause after the first failure
 * @param longestPause where doubling ends
 * @param within no attempt begins later than this after the first failure: a long transaction, too,
 *     is tried again
 */
public record RetryPolicy(
    int attempts, Duration firstPause, Duration longestPause, Duration within) {

  public static final RetryPolicy DEFAULT =
      new RetryPolicy(8, Duration.ofMillis(250), Duration.ofSeconds(15), Duration.ofMinutes(2));

  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "A retry policy needs at least 1 attempt, but has %d.".formatted(attempts));
    }
    if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0 || within.isNegative()) {
      throw new IllegalArgumentException(
          "The pauses of a retry policy must not be negative nor shrink, but are %s to %s within %s."
              .formatted(firstPause, longestPause, within));
    }
  }

  /**
   * Whether one more attempt may begin.
   *
   * @param failed how many have failed
   * @param elapsed since the first failure
   */
  public boolean allows(int failed, Duration elapsed) {
    return failed < attempts && elapsed.compareTo(within) < 0;
  }

  /**
   * How long to wait before the next attempt.
   *
   * @param failed how many have failed, from 1
   */
  public Duration pause(int failed) {
    long doubled = firstPause.toMillis() << Math.min(failed - 1, 20);
    long most = Math.min(doubled, longestPause.toMillis());
    return Duration.ofMillis(most - ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }
}
