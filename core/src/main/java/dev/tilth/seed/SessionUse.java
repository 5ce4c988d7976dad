package dev.tilth.seed;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A seeder's use of its session, which the next seeder may get. Safe for use by several threads: a
 * seeder may have some of its own, which go on when it has ended.
 */
final class SessionUse {

  private final String seeder;
  private final AtomicInteger callsAtWork = new AtomicInteger();
  private volatile boolean traced;
  private volatile boolean over;

  SessionUse(String seeder) {
    this.seeder = seeder;
  }

  /** The seeder does what may leave something that cannot be undone. */
  void leaveTrace() {
    traced = true;
  }

  /**
   * Comes before each call, and {@link #leave} after it.
   *
   * @throws SQLException if the seeder has ended
   */
  void enter() throws SQLException {
    callsAtWork.incrementAndGet();
    if (over) {
      leave();
      throw new SQLException(
          "Seeder %s has ended, and with it the use of its connection.".formatted(seeder));
    }
  }

  void leave() {
    callsAtWork.decrementAndGet();
  }

  /**
   * The seeder has ended: nothing that it has kept of its connection works any more.
   *
   * @return whether none of its calls is at work any more
   */
  boolean end() {
    over = true;
    return callsAtWork.get() == 0;
  }

  /** Whether there may be something in the session that cannot be undone. */
  boolean hasTrace() {
    return traced;
  }
}
