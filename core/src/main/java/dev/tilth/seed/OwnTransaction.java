package dev.tilth.seed;

import dev.tilth.database.SqlStates;
import dev.tilth.database.WorkingConnections;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection for one transaction; what is not committed when it is closed is rolled back. */
final class OwnTransaction implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OwnTransaction.class);

  private final WorkingConnections connections;
  private final Connection connection;
  private boolean settled;

  private OwnTransaction(WorkingConnections connections, Connection connection) {
    this.connections = connections;
    this.connection = connection;
  }

  static OwnTransaction open(WorkingConnections connections) {
    return new OwnTransaction(connections, connections.openOrReuse());
  }

  /** Its server process. */
  int backend() {
    return WorkingConnections.backend(connection);
  }

  /** The next statement begins the transaction. */
  Connection begin() throws SQLException {
    connection.setAutoCommit(false);
    return connection;
  }

  /**
   * Whether a commit that failed like this has taken no effect: the server answered, or it was not
   * sent. Everything else leaves that open. Poolers report the loss of their server as 08P01.
   */
  static boolean isAnswer(Throwable failure) {
    return failure instanceof SQLException known
        && !SqlStates.of(known).isEmpty()
        && !SqlStates.of(known).equals(SqlStates.PROTOCOL_VIOLATION)
        && !SqlStates.isConnectionLoss(known);
  }

  /** It came to its end without a failure: the next one may use the connection. */
  void settled() {
    settled = true;
  }

  /** What is committed is committed, whatever becomes of the connection. */
  @Override
  public void close() {
    rollBack();
    if (settled) {
      connections.giveBack(connection);
      return;
    }
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A connection broke when it was closed; the server closes its side.", e);
    }
  }

  /** Costs nothing after a commit: the driver knows that there is nothing to roll back. */
  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A connection is gone; the server rolls back by itself.", e);
    }
  }
}
