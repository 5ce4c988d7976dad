package dev.tilth.rehearse;

import dev.tilth.database.WorkingConnections;
import dev.tilth.seed.WriteCounts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only transaction of a rehearsal. Nobody commits it: {@link #close} rolls it back, and so does
 * the server when the connection or this process ends.
 *
 * <ol>
 *   <li>Each step has a savepoint. One that fails is rolled back to it, so that the next finds the
 *       transaction in order.
 *   <li>Deferred constraints are judged at the end of each step.
 *   <li>What a step has set or made in its session ends with it, as in a real run, where the next
 *       one has a session put in order or another one. Then the limits hold again.
 * </ol>
 */
final class RehearsalTransaction implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RehearsalTransaction.class);

  private static final String BEGIN =
      "SELECT pg_catalog.pg_backend_pid(), pg_catalog.clock_timestamp()";

  private final WorkingConnections workers;
  private final Connection connection;
  private final RehearsalLimits limits;
  private final DeferredConstraints constraints;
  private int backend;
  private Instant serverTime = Instant.EPOCH;
  private boolean usable = true;

  private RehearsalTransaction(WorkingConnections workers, Connection connection) {
    this.workers = workers;
    this.connection = connection;
    this.limits = RehearsalLimits.of(workers.settings());
    this.constraints = new DeferredConstraints(connection);
  }

  static RehearsalTransaction begin(WorkingConnections workers) throws SQLException {
    Connection connection = workers.open();
    RehearsalTransaction transaction = new RehearsalTransaction(workers, connection);
    try {
      workers.discardOnReturn(connection);
      transaction.begin();
      return transaction;
    } catch (SQLException | RuntimeException e) {
      transaction.close();
      throw e;
    }
  }

  private void begin() throws SQLException {
    connection.setAutoCommit(false);
    workers.applyToTransaction(connection);
    limits.apply(connection);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(BEGIN)) {
      row.next();
      backend = row.getInt(1);
      serverTime = row.getObject(2, OffsetDateTime.class).toInstant();
    }
  }

  Connection connection() {
    return connection;
  }

  /** The server process, which a pooler too leaves to a transaction until its end. */
  int backend() {
    return backend;
  }

  /** At its beginning. */
  Instant serverTime() {
    return serverTime;
  }

  RehearsalLimits limits() {
    return limits;
  }

  /** False once it has come to an end by itself, with the connection or without. */
  boolean isUsable() {
    return usable;
  }

  /** Carries a step out, or leaves nothing of it. */
  WriteCounts run(String step, Work work) throws SQLException {
    Savepoint savepoint = savepoint();
    try {
      WriteCounts counts = work.on(connection);
      constraints.judge(step);
      reset();
      connection.releaseSavepoint(savepoint);
      return counts;
    } catch (SQLException | RuntimeException e) {
      undo(savepoint, e);
      throw e;
    }
  }

  private Savepoint savepoint() throws SQLException {
    try {
      return connection.setSavepoint();
    } catch (SQLException e) {
      usable = false;
      throw e;
    }
  }

  private void undo(Savepoint savepoint, Exception failure) {
    try {
      connection.rollback(savepoint);
      connection.releaseSavepoint(savepoint);
      reset();
    } catch (SQLException e) {
      failure.addSuppressed(e);
      usable = false;
    }
  }

  /** Gives the session its settings again. */
  void reset() throws SQLException {
    if (workers.throughPooler()) {
      workers.resetThroughPooler(connection);
    } else {
      workers.reset(connection);
    }
    limits.apply(connection);
  }

  /** Rolls everything back. */
  @Override
  public void close() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.debug("A connection is gone; the server rolls back by itself.", e);
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection broke when it was closed; the server closes its side.", e);
    }
  }

  /** What a step does in the transaction. */
  interface Work {
    WriteCounts on(Connection connection) throws SQLException;
  }
}
