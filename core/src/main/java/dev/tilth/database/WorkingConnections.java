package dev.tilth.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
 *   <li>One that comes back at rest may be used again ({@link #openOrReuse}), after its session was
 *       put in order: {@link Spares}.
 *   <li>When the run is stopped, their statements are cancelled; what does not answer within two
 *       seconds is broken off. A commit is never cancelled.
 * </ol>
 */
public final class WorkingConnections implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkingConnections.class);

  private final Connections connections;
  private final StopSignal stop;
  private final SharedLock lock;
  private final ConnectionsAtWork atWork = new ConnectionsAtWork();
  private final Spares spares;
  private final StopSignal.Registration registration;

  /**
   * Opens nothing yet.
   *
   * @param lock the key of the advisory lock; empty for a run without locks
   */
  public WorkingConnections(Connections connections, StopSignal stop, OptionalLong lock) {
    this.connections = connections;
    this.stop = stop;
    this.lock = new SharedLock(lock);
    this.spares = new Spares(connections, this.lock);
    this.registration = stop.onFire(atWork::stop);
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
   * Like {@link #open}, but one that was given back, if there is one: at the price of one round
   * trip, without a log-in and with what its server process has cached. One that broke meanwhile,
   * or cannot be put in order, is passed over.
   */
  public Connection openOrReuse() {
    Optional<WorkerConnection> kept = spares.take();
    while (kept.isPresent()) {
      try {
        return ready(kept.get(), spares::tidy);
      } catch (WorkerNotReadyException e) {
        LOG.debug("A connection that was kept is of no use any more.", e);
        kept = spares.take();
      }
    }
    return openWorker();
  }

  /** Ends the use of a connection: it is kept for {@link #openOrReuse} if it can be, or closed. */
  public void giveBack(Connection connection) {
    if (connection instanceof WorkerConnection worker && spares.canTake(worker)) {
      atWork.remove(worker);
      spares.put(worker);
    } else {
      ConnectionsAtWork.close(connection);
    }
  }

  private WorkerConnection openWorker() {
    stop.check();
    return ready(worker(connections.open(stop)), this::lock);
  }

  private WorkerConnection ready(WorkerConnection worker, Preparation preparation) {
    try {
      atWork.add(worker);
      preparation.prepare(worker);
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

  private void lock(WorkerConnection worker) throws SQLException {
    if (!connections.throughPooler()) {
      lock.take(worker);
    }
  }

  private WorkerConnection worker(Connection connection) {
    try {
      return new WorkerConnection(connection, atWork::remove);
    } catch (SQLException e) {
      throw closing(connection, new WorkerNotReadyException(e));
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
   * The same of SQL in ways that can be undone: this run may use the connection again, a pool does
   * not get it back.
   */
  public void foreignSqlRan(Connection connection) {
    if (connection instanceof WorkerConnection worker) {
      worker.foreignSqlRan();
    }
  }

  /**
   * The same behind a pooler, whose sessions live on: before its commit, a transaction undoes what
   * it has set for the session. Elsewhere this does nothing, at no round trip.
   */
  public void resetThroughPooler(Connection connection) throws SQLException {
    connections.resetThroughPooler(connection);
  }

  /**
   * Whether nobody's transaction ran in the session before the one at work now, or nothing is left
   * of those that did: not in the server's counts of rows either.
   */
  public boolean isNewSession(Connection connection) {
    return !throughPooler() && connection instanceof WorkerConnection worker && worker.isAsNew();
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
    return connections.throughPooler() ? List.of() : atWork.backends();
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
    atWork.close();
  }

  /** Ends the relation to the stop signal, what is left of the work, and what was kept. */
  @Override
  public void close() {
    registration.close();
    closeForgotten();
    spares.close();
  }
}
