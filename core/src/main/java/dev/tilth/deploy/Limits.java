package dev.tilth.deploy;

import dev.tilth.database.RetryPolicy;
import java.time.Duration;

/**
 * The limits of a run that are not those of one session.
 *
 * @param run how long the whole run may take, waiting included
 * @param nonTransactional how long a statement may take that cannot run in a transaction, such as
 *     CREATE INDEX CONCURRENTLY, its waits for other transactions included
 * @param retries how often a transaction is tried again that failed for a reason which passes
 * @param parallel how many seeders may be at work at once, each on a connection of its own: 1 to 64
 */
public record Limits(Duration run, Duration nonTransactional, RetryPolicy retries, int parallel) {

  public static final int MOST_PARALLEL = 64;

  private static final Duration LONGEST = Duration.ofDays(7);

  public static final Limits DEFAULT =
      new Limits(Duration.ofHours(6), Duration.ofHours(4), RetryPolicy.DEFAULT);

  public Limits {
    require("a whole run", run, Duration.ZERO);
    require("a statement outside a transaction", nonTransactional, Duration.ofMillis(1));
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      throw new IllegalArgumentException(
          "The seeders at work at once must be 1 to %d, but are %d."
              .formatted(MOST_PARALLEL, parallel));
    }
  }

  /** With one seeder at a time. */
  public Limits(Duration run, Duration nonTransactional, RetryPolicy retries) {
    this(run, nonTransactional, retries, 1);
  }

  public Limits withRun(Duration longest) {
    return new Limits(longest, nonTransactional, retries, parallel);
  }

  public Limits withParallel(int seeders) {
    return new Limits(run, nonTransactional, retries, seeders);
  }

  /** How many connections a run has at most: one for its books and lock, and one to spare. */
  public int connections() {
    return 2 + parallel;
  }

  private static void require(String what, Duration limit, Duration least) {
    if (limit.compareTo(least) < 0 || limit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The limit of %s must lie between %s and %s, but is %s."
              .formatted(what, least, LONGEST, limit));
    }
  }
}
