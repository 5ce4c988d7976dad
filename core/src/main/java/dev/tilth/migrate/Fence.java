package dev.tilth.migrate;

import java.time.Duration;

/** Keeps others off while migrations are at work. */
public interface Fence {

  /**
   * Returns when no server process works for this run or an earlier one: its transaction has ended
   * then, one way or the other.
   *
   * @throws dev.tilth.spi.TilthException if one is still there after a while, or the run stops
   */
  void awaitWorkersGone();

  /**
   * Waits for the same no longer than this, also in a run that is stopped.
   *
   * @return whether it came
   */
  boolean seesWorkersGone(Duration wait);

  /**
   * Waits for seeders that run without the run lock, and keeps them off: each holds a snapshot, for
   * which a statement outside a transaction would wait.
   *
   * @throws dev.tilth.spi.TilthException if one is still there after a while, or the run stops
   */
  Hold withoutLockless();

  /** Ends with {@link #close}, which throws nothing. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }
}
