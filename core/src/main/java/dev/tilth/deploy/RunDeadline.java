package dev.tilth.deploy;

import dev.tilth.seed.Deadline;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The limit on a whole run, as its seeders see it.
 *
 * @param start of the run
 */
record RunDeadline(Instant start, Duration limit, InstantSource clock) implements Deadline {

  @Override
  public Duration left() {
    return Duration.between(clock.instant(), start.plus(limit));
  }

  @Override
  public TilthException exceeded() {
    return RunTimeoutException.ahead(limit, left());
  }
}
