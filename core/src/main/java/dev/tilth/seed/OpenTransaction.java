package dev.tilth.seed;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Whether the transaction of a claim is still open, as the server's last answer told the driver: no
 * round trip. Behind the claim's back only SQL of the seeder's own can end it.
 */
final class OpenTransaction {

  private final String seeder;
  private final BaseConnection session;
  private final SessionUse use;

  OpenTransaction(String seeder, Connection connection) throws SQLException {
    this.seeder = seeder;
    this.session = connection.unwrap(BaseConnection.class);
    this.use = new SessionUse(seeder);
  }

  /** What the seeder does with the transaction's session. */
  SessionUse use() {
    return use;
  }

  /** False as well where the connection is lost, and the transaction with it. */
  boolean hasEnded() throws SQLException {
    return !session.isClosed() && session.getTransactionState() == TransactionState.IDLE;
  }

  void check() throws SQLException {
    if (hasEnded()) {
      throw new TransactionEndedException(seeder, null);
    }
  }
}
