package dev.tilth.track;

import dev.tilth.database.OwnSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How long a claim may take, and what holds for the rest of its transaction.
 *
 * @param lock how long it may wait for one lock
 * @param statement how long it may take in all
 * @param lockAfter the same for every later statement
 * @param statementAfter the same for every later statement
 */
public record ClaimLimits(
    Duration lock, Duration statement, Duration lockAfter, Duration statementAfter) {

  /** Both for the transaction only, so that they mean the same through a pooler. */
  private static final String SET =
      OwnSql.marked(
          """
          SELECT pg_catalog.set_config('lock_timeout', ?, true),
                 pg_catalog.set_config('statement_timeout', ?, true)
          """);

  private static final int PARAMETERS = 2;

  /**
   * Puts a statement between its limits, in one message: the driver sends the parts together, the
   * server begins its measure of time anew with each. After a part that fails none is carried out.
   */
  static String around(String statement) {
    return SET + ";\n" + statement + ";\n" + SET;
  }

  /**
   * Gives a statement of {@link #around} the limits.
   *
   * @param own how many parameters the statement between them has
   * @return the number of its first one
   */
  int bind(PreparedStatement statement, int own) throws SQLException {
    set(statement, 1, lock, this.statement);
    set(statement, 1 + PARAMETERS + own, lockAfter, statementAfter);
    return 1 + PARAMETERS;
  }

  /** Sets those of the claim, for one that is several statements. */
  public void begin(Connection connection) throws SQLException {
    set(connection, lock, statement);
  }

  /** Sets those of the rest of the transaction. */
  public void end(Connection connection) throws SQLException {
    set(connection, lockAfter, statementAfter);
  }

  private static void set(Connection connection, Duration lock, Duration whole)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SET)) {
      set(statement, 1, lock, whole);
      statement.execute();
    }
  }

  private static void set(PreparedStatement statement, int first, Duration lock, Duration whole)
      throws SQLException {
    statement.setString(first, lock.toMillis() + "ms");
    statement.setString(first + 1, whole.toMillis() + "ms");
  }
}
