package dev.tilth.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections on which one run does its work: Flyway's and those of seeders. Safe for use by
 * several threads.
 *
 * <ol>
 *   <li>Each holds an advisory lock in shared session mode for as long as its server process lives.
 *       Who takes this lock exclusively knows that nobody of an earlier run is at work any more,
 *       even where a process was killed and its server process goes on.
 *   <li>One that comes back at rest may be used again ({@link #openOrReuse}): its session was this
 *       run's alone, and is put in order before. Borrowed ones are not kept: others want them. Nor
 *       are those behind a pooler, which keeps the server's sessions itself.
 *   <li>When the run is stopped, their statements are cancelled; what does not answer within two
 *       seconds is broken off. A commit is never cancelled.
 * </ol>
 */
public final class WorkingConnections implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkingConnections.class);

  private final Connections connections;
  private final StopSignal stop;
  private final OptionalLong lock;
  private final Set<WorkerConnection> atWork = ConcurrentHashMap.newKeySet();
  private final Deque<WorkerConnection> spare = new ConcurrentLinkedDeque<>();
  private final StopSignal.Registration registration;

  /**
   * Opens nothing yet.
   *
   * @param lock the key of the advisory lock; empty for a run without locks
   */
  public WorkingConnections(Connections connections, StopSignal stop, OptionalLong lock) {
    this.connections = connections;
    this.stop = stop;
    this.lock = lock;
    this.registration = stop.onFire(this::stop);
  }

  /** Who fires may rely on it at once: nothing is begun afterwards, and nothing committed. */
  private void stop() {
    atWork.forEach(WorkerConnection::stop);
    new Cancellation(atWork).start();
  }

  /**
   * Opens a connection in auto-commit mode; the caller closes it.
   *
   * @throws dev.tilth.spi.TilthException if that is not possible, or the run is stopped
   */
  public Connection open() {
    return openWorker();
  }

  /**
   * One that is not given back to the pool it was borrowed from: nobody knows what it is left with.
   */
  Connection openForScripts() {
    WorkerConnection worker = openWorker();
    worker.discardOnReturn();
    return worker;
  }

  /**
   * Like {@link #open}, but one that was given back, if there is one: at the price of two round
   * trips, without a log-in and with what its server process has cached. One that broke meanwhile
   * is passed over.
   */
  public Connection openOrReuse() {
    for (WorkerConnection kept = spare.poll(); kept != null; kept = spare.poll()) {
      try {
        kept.reuse();
        return ready(kept, connections::tidy);
      } catch (WorkerNotReadyException e) {
        LOG.debug("A connection that was kept is of no use any more.", e);
      }
    }
    return openWorker();
  }

  /**
   * Ends the use of a connection on which nobody's SQL ran but Tilth's: it is kept for {@link
   * #openOrReuse} if it can be, or closed.
   */
  public void giveBack(Connection connection) {
    if (connection instanceof WorkerConnection worker
        && !connections.throughPooler()
        && worker.comesToRest()) {
      atWork.remove(worker);
      spare.push(worker);
    } else {
      close(connection);
    }
  }

  private WorkerConnection openWorker() {
    stop.check();
    return ready(worker(connections.open()), fresh -> {});
  }

  private WorkerConnection ready(WorkerConnection worker, Preparation preparation) {
    try {
      atWork.add(worker);
      preparation.prepare(worker);
      lock(worker);
      stop.check();
      return worker;
    } catch (SQLException e) {
      throw closing(worker, new WorkerNotReadyException(e));
    } catch (RuntimeException e) {
      throw closing(worker, e);
    }
  }

  private interface Preparation {
    void prepare(WorkerConnection worker) throws SQLException;
  }

  private WorkerConnection worker(Connection connection) {
    try {
      return new WorkerConnection(connection, atWork::remove);
    } catch (SQLException e) {
      throw closing(connection, new WorkerNotReadyException(e));
    }
  }

  private void lock(WorkerConnection worker) throws SQLException {
    if (lock.isPresent() && !connections.throughPooler()) {
      try (PreparedStatement statement =
          worker.prepareStatement("SELECT pg_catalog.pg_try_advisory_lock_shared(?)")) {
        statement.setLong(1, lock.getAsLong());
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          if (!row.getBoolean(1)) {
            throw new SupersededRunException();
          }
          worker.unlockOnReturn(lock.getAsLong());
        }
      }
    }
  }

  private static RuntimeException closing(Connection connection, RuntimeException failure) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** What the sessions are set to. */
  public SessionSettings settings() {
    return connections.settings();
  }

  /** Gives a session its settings again after a script that may have made some of its own. */
  public void reset(Connection connection) throws SQLException {
    connections.reset(connection);
  }

  /**
   * Other people's SQL ran on one of these connections: a pool must not hand it to its next
   * borrower, who would find what that has left in the session.
   */
  public void discardOnReturn(Connection connection) {
    if (connection instanceof WorkerConnection worker) {
      worker.discardOnReturn();
    }
  }

  /**
   * The same behind a pooler, whose sessions live on: before its commit, a transaction undoes what
   * it has set for the session. Elsewhere this does nothing, at no round trip.
   */
  public void resetThroughPooler(Connection connection) throws SQLException {
    connections.resetThroughPooler(connection);
  }

  /** Whether nobody's transaction ran in the session before the one at work now. */
  public boolean isNewSession(Connection connection) {
    return !throughPooler() && connection instanceof WorkerConnection worker && worker.isNew();
  }

  /** See {@link Connections#throughPooler}. */
  public boolean throughPooler() {
    return connections.throughPooler();
  }

  /** See {@link Connections#applyToTransaction}. */
  public void applyToTransaction(Connection connection) throws SQLException {
    connections.applyToTransaction(connection);
  }

  /** The server process of one of these connections; behind a pooler it is of no use. */
  public static int backend(Connection connection) {
    if (connection instanceof WorkerConnection worker) {
      return worker.backend();
    }
    throw new IllegalArgumentException("Not a working connection: %s.".formatted(connection));
  }

  /**
   * The server processes at work now, as {@code pg_stat_activity} names them; none behind a pooler,
   * where they change.
   */
  public List<Integer> backends() {
    List<Integer> backends = new ArrayList<>();
    if (connections.throughPooler()) {
      return backends;
    }
    for (WorkerConnection worker : atWork) {
      backends.add(worker.backend());
    }
    return backends;
  }

  /**
   * These connections for a library that wants a {@link DataSource} and runs other people's scripts
   * on them: one that was borrowed from a pool is aborted instead of given back.
   */
  public DataSource asDataSource() {
    return new WorkerDataSource(this);
  }

  /**
   * Closes what those who opened it left open: a library that fails while it puts a stopped
   * connection in order may not come to close it.
   */
  public void closeForgotten() {
    atWork.forEach(WorkingConnections::close);
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection broke when it was closed; the server closes its side.", e);
    }
  }

  /** Ends the relation to the stop signal, what is left of the work, and what was kept. */
  @Override
  public void close() {
    registration.close();
    closeForgotten();
    spare.forEach(WorkingConnections::close);
  }
}
