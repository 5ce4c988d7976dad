package dev.tilth.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of a run that are in somebody's hands. Safe for use by several threads. */
final class ConnectionsAtWork {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionsAtWork.class);

  private final Set<WorkerConnection> workers = ConcurrentHashMap.newKeySet();

  void add(WorkerConnection worker) {
    workers.add(worker);
  }

  void remove(WorkerConnection worker) {
    workers.remove(worker);
  }

  /** Who calls this may rely on it at once: nothing is begun afterwards, and nothing committed. */
  void stop() {
    workers.forEach(WorkerConnection::stop);
    new Cancellation(workers).start();
  }

  /** Their server processes. */
  List<Integer> backends() {
    return workers.stream().map(WorkerConnection::backend).toList();
  }

  void close() {
    workers.forEach(ConnectionsAtWork::close);
  }

  /** Whatever becomes of it. */
  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection broke when it was closed; the server closes its side.", e);
    }
  }
}
