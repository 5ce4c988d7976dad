package dev.tilth.seed;

import java.util.concurrent.Semaphore;

/**
 * How many seeders, and chunks of them, may be at work at once in a run. Each has a connection of
 * its own. Safe for use by several threads.
 */
public final class Slots {

  private final Semaphore free;

  /**
   * @param most 1 or more
   */
  public Slots(int most) {
    this.free = new Semaphore(most);
  }

  /** Takes one if one is free. */
  boolean tryTake() {
    return free.tryAcquire();
  }

  void giveBack() {
    free.release();
  }
}
