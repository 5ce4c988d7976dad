package dev.tilth.seed;

import java.util.concurrent.Semaphore;

/**
 * How many seeders, and chunks of them, may be at work at once in a run. Each has a connection of
 * its own. Safe for use by several threads.
 */
public final class Slots {

  private final int most;
  private final Semaphore free;

  /**
   * @param most 1 or more
   */
  public Slots(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  int most() {
    return most;
  }

  /** Takes one, and waits for it: whoever has one gives it back without waiting for another. */
  void take() {
    free.acquireUninterruptibly();
  }

  /** Takes one if one is free that nobody waits for. */
  boolean tryTake() {
    return !free.hasQueuedThreads() && free.tryAcquire();
  }

  /** Whether somebody waits for one. */
  boolean isWanted() {
    return free.hasQueuedThreads();
  }

  void giveBack() {
    free.release();
  }
}
