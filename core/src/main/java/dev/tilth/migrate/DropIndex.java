package dev.tilth.migrate;

import dev.tilth.script.SqlName;
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
 *   <li>The script does not drop it any more, and it is INVALID: a person decides. To complete the
 *       drop would destroy what its author may have resolved to keep, and only {@code REINDEX}
 *       without {@code CONCURRENTLY}, which keeps writers off, brings it back.
 * </ol>
 */
record DropIndex(SqlName index) implements LoneStatement {

  private static final String NONE = "none";

  private static final String INVALID =
      """
      SELECT 1 FROM pg_index
       WHERE indexrelid = to_regclass(?) AND NOT (indisvalid AND indisready AND indislive)
      """;

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
      throw UndecidedMigrationException.anotherOfThatName(attempt, index.toString());
    }
    return Next.RECORD;
  }

  @Override
  public void abandon(Connection connection, Attempt attempt) throws SQLException {
    boolean mine = state(connection, attempt.script()).equals(attempt.before());
    if (mine && isInvalid(connection)) {
      throw UndecidedMigrationException.halfDropped(attempt, index.toString());
    }
  }

  private boolean isInvalid(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INVALID)) {
      statement.setString(1, index.quoted());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
