package dev.tilth.migrate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * {@code DROP INDEX CONCURRENTLY}. Broken off it leaves the index INVALID, and can be done again.
 *
 * <ol>
 *   <li>The journal has the index's object id before the attempt.
 *   <li>Gone: the attempt was complete. The same object is there: the statement runs.
 *   <li>Another one has the name: a person decides.
 * </ol>
 */
record DropIndex(SqlName index) implements LoneStatement {

  private static final String NONE = "none";

  @Override
  public String kind() {
    return "drop_index";
  }

  @Override
  public String head() {
    return "DROP INDEX CONCURRENTLY " + index;
  }

  @Override
  public String state(Connection connection, String script) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT coalesce(to_regclass(?)::oid::text, ?)")) {
      statement.setString(1, index.quoted());
      statement.setString(2, NONE);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  @Override
  public Next reconcile(Connection connection, Attempt attempt) throws SQLException {
    String now = state(connection, attempt.script());
    if (now.equals(attempt.before())) {
      return Next.RUN;
    }
    if (!now.equals(NONE)) {
      throw UndecidedMigrationException.anotherOfThatName(attempt.script(), index.quoted());
    }
    return Next.RECORD;
  }

  @Override
  public void abandon(Connection connection, Attempt attempt) {}
}
