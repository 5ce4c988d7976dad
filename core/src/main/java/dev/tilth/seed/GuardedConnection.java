package dev.tilth.seed;

import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.tools.jdbc.DefaultConnection;

/**
 * The connection that a seeder sees. The end of its transaction is not the seeder's: committing
 * early would publish rows whose record is not there yet.
 */
final class GuardedConnection extends DefaultConnection {

  GuardedConnection(Connection connection) {
    super(connection);
  }

  @Override
  public void commit() throws SQLException {
    throw refusal("commit");
  }

  @Override
  public void rollback() throws SQLException {
    throw refusal("rollback");
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    if (autoCommit) {
      throw refusal("auto-commit");
    }
  }

  @Override
  public void close() throws SQLException {
    throw refusal("close");
  }

  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    throw refusal("a change of the isolation level");
  }

  private static SQLException refusal(String what) {
    return new SQLException(
        ("A seeder's connection takes no %s: Tilth ends the transaction together with the seeder's"
                + " record. Use DSLContext.transaction for a savepoint.")
            .formatted(what));
  }
}
