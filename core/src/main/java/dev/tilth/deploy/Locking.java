package dev.tilth.deploy;

import java.time.Duration;

/**
 * How a run keeps others off.
 *
 * @param runLock false: no run lock is taken; only for runs that apply no migration
 * @param patience how long to wait for another deployment, and for another one's seeder; zero asks
 *     once
 */
public record Locking(boolean runLock, Duration patience) {

  private static final Duration LONGEST = Duration.ofDays(7);

  public static final Duration DEFAULT_WAIT = Duration.ofMinutes(10);

  public static final Locking DEFAULT = new Locking(true, DEFAULT_WAIT);

  public Locking {
    if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The wait for other deployments must lie between %s and %s, but is %s."
              .formatted(Duration.ZERO, LONGEST, patience));
    }
  }

  public Locking withWait(Duration newWait) {
    return new Locking(runLock, newWait);
  }

  public Locking withoutRunLock() {
    return new Locking(false, patience);
  }
}
