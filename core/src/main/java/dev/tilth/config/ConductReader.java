package dev.tilth.config;

import dev.tilth.database.RetryPolicy;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Locking;
import java.time.Duration;

/** Reads how a run keeps others off, what it may take, and how often it tries again. */
final class ConductReader {

  private static final String NON_TRANSACTIONAL_TIMEOUT =
      "tilth.migrations.non-transactional-timeout";
  private static final String RETRY_ATTEMPTS = "tilth.retry.attempts";
  private static final String RETRY_FIRST_PAUSE = "tilth.retry.first-pause";
  private static final String RETRY_LONGEST_PAUSE = "tilth.retry.longest-pause";
  private static final String RETRY_WITHIN = "tilth.retry.within";

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int MOST_ATTEMPTS = 100;

  private final SettingsReader reader;

  ConductReader(SettingsReader reader) {
    this.reader = reader;
  }

  Locking locking() {
    return new Locking(
        reader.read(Keys.RUN_LOCK, Values::yesOrNo, Locking.DEFAULT.runLock(), String::valueOf),
        duration(Keys.LOCK_WAIT, Duration.ZERO, DAY, Locking.DEFAULT_WAIT));
  }

  Limits limits() {
    Limits defaults = Limits.DEFAULT;
    return new Limits(
        duration(Keys.RUN_TIMEOUT, SHORTEST, WEEK, defaults.run()),
        duration(NON_TRANSACTIONAL_TIMEOUT, SHORTEST, WEEK, defaults.nonTransactional()),
        retries(defaults.retries()),
        reader.read(
            Keys.PARALLEL,
            Values.number(1, Limits.MOST_PARALLEL),
            defaults.parallel(),
            String::valueOf));
  }

  private RetryPolicy retries(RetryPolicy defaults) {
    int attempts =
        reader.read(
            RETRY_ATTEMPTS, Values.number(1, MOST_ATTEMPTS), defaults.attempts(), String::valueOf);
    Duration first = duration(RETRY_FIRST_PAUSE, Duration.ZERO, DAY, defaults.firstPause());
    Duration longest = duration(RETRY_LONGEST_PAUSE, Duration.ZERO, DAY, defaults.longestPause());
    Duration within = duration(RETRY_WITHIN, Duration.ZERO, DAY, defaults.within());
    if (longest.compareTo(first) < 0) {
      reader.problem(
          RETRY_LONGEST_PAUSE,
          "Expected is a duration that is not shorter than %s, which is %s."
              .formatted(RETRY_FIRST_PAUSE, Values.shown(first)));
      return defaults;
    }
    return new RetryPolicy(attempts, first, longest, within);
  }

  private Duration duration(String key, Duration least, Duration most, Duration otherwise) {
    return reader.read(key, Values.duration(least, most), otherwise, Values::shown);
  }
}
