package dev.tilth.seed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.exception.DataAccessException;

/** Lets {@code DSLContext.transaction} in a seeder mean a savepoint, at every level. */
final class SavepointTransactions implements TransactionProvider {

  private final Connection connection;
  private final Deque<Savepoint> open = new ArrayDeque<>();

  /**
   * @param connection the seeder's: when it has ended, a savepoint would be in somebody else's
   *     transaction
   */
  SavepointTransactions(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void begin(TransactionContext context) {
    run("set", () -> open.push(connection.setSavepoint()));
  }

  @Override
  public void commit(TransactionContext context) {
    run("release", () -> connection.releaseSavepoint(open.pop()));
  }

  @Override
  public void rollback(TransactionContext context) {
    run("return to", () -> connection.rollback(open.pop()));
  }

  private static void run(String what, SqlAction action) {
    try {
      action.run();
    } catch (SQLException e) {
      throw new DataAccessException("Cannot %s a savepoint.".formatted(what), e);
    }
  }

  private interface SqlAction {
    void run() throws SQLException;
  }
}
