package dev.tilth.deploy;

import dev.tilth.database.StopSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stops a run that takes longer than it may. */
final class RunTimer {

  private final StopSignal stop;
  private final Duration limit;
  private final CountDownLatch ended = new CountDownLatch(1);

  private RunTimer(StopSignal stop, Duration limit) {
    this.stop = stop;
    this.limit = limit;
  }

  /** Begins to count. */
  static RunTimer start(StopSignal stop, Duration limit) {
    RunTimer timer = new RunTimer(stop, limit);
    Thread thread = new Thread(timer::await, "tilth-timer");
    thread.setDaemon(true);
    thread.start();
    return timer;
  }

  private void await() {
    try {
      if (!ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
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
