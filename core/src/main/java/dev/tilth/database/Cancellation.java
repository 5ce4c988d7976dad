package dev.tilth.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the work of a run to an end: cancels what is at work again and again, since between two
 * statements there is nothing to cancel, and after two seconds breaks the connections off.
 */
final class Cancellation {

  private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);
  private static final Duration BETWEEN = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Collection<WorkerConnection> atWork;

  Cancellation(Collection<WorkerConnection> atWork) {
    this.atWork = atWork;
  }

  /** Two threads: a server that does not answer lets a cancellation wait for its own time-out. */
  void start() {
    start("tilth-cancellation", this::cancel);
    start("tilth-break-off", this::breakOff);
  }

  private static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private void cancel() throws InterruptedException {
    long begin = System.nanoTime();
    while (!atWork.isEmpty() && System.nanoTime() - begin < LIMIT.toNanos()) {
      forEach(WorkerConnection::cancel);
      Thread.sleep(BETWEEN.toMillis());
    }
  }

  private void breakOff() throws InterruptedException {
    Thread.sleep(LIMIT.toMillis());
    forEach(WorkerConnection::breakOff);
  }

  private void forEach(Action action) {
    for (WorkerConnection worker : atWork) {
      try {
        action.on(worker);
      } catch (SQLException e) {
        LOG.debug("A connection could not be cancelled; it is broken off later.", e);
      }
    }
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private interface Action {
    void on(WorkerConnection worker) throws SQLException;
  }
}
