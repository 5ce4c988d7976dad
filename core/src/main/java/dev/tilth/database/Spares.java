package dev.tilth.database;

import java.sql.SQLException;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Connections that one run has used and may use again. Safe for use by several threads.
 *
 * <ol>
 *   <li>Kept is one that came back at rest and whose session is this run's alone. Borrowed ones are
 *       not: others want them. Nor are those behind a pooler, which keeps the server's sessions
 *       itself.
 *   <li>What was done in its session is undone before its next use: {@link Tidying}.
 *   <li>The one that came last is taken first, since its server process has most in its caches.
 * </ol>
 */
final class Spares {

  private final Connections connections;
  private final SharedLock lock;
  private final Deque<WorkerConnection> kept = new ConcurrentLinkedDeque<>();

  Spares(Connections connections, SharedLock lock) {
    this.connections = connections;
    this.lock = lock;
  }

  /** Whether it may be put here; it is in auto-commit mode then. */
  boolean canTake(WorkerConnection worker) {
    return !connections.throughPooler() && worker.comesToRest();
  }

  /** Keeps one that nobody uses any more. */
  void put(WorkerConnection worker) {
    kept.push(worker);
  }

  Optional<WorkerConnection> take() {
    return Optional.ofNullable(kept.poll());
  }

  /**
   * Puts its session in order.
   *
   * @throws SQLException if that is not possible: then it has to be closed
   * @throws SupersededRunException if its lock is another run's now
   */
  void tidy(WorkerConnection worker) throws SQLException {
    new Tidying(connections.afterReset(), lock).tidy(worker);
  }

  /** Ends the sessions of all that are kept. */
  void close() {
    for (Optional<WorkerConnection> next = take(); next.isPresent(); next = take()) {
      ConnectionsAtWork.close(next.get());
    }
  }
}
