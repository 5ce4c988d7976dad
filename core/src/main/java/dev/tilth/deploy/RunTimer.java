package dev.tilth.deploy;

import dev.tilth.database.StopSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stops a run that takes longer than it may. */
final class RunTimer {

  private final StopSignal stop;
  private final Duration limit;
  private final Duration left;
  private final CountDownLatch ended = new CountDownLatch(1);

  private RunTimer(StopSignal stop, Duration limit, Duration left) {
    this.stop = stop;
    this.limit = limit;
    this.left = left;
  }

  /**
   * Begins to count.
   *
   * @param taken what is gone already
   */
  static RunTimer start(StopSignal stop, Duration limit, Duration taken) {
    RunTimer timer = new RunTimer(stop, limit, limit.minus(taken));
    Thread thread = new Thread(timer::await, "tilth-timer");
    thread.setDaemon(true);
    thread.start();
    return timer;
  }

  private void await() {
    try {
      if (!ended.await(left.toNanos(), TimeUnit.NANOSECONDS)) {
        stop.fire(new RunTimeoutException(limit));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void end() {
    ended.countDown();
  }
}
