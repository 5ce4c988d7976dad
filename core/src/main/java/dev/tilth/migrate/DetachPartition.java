package dev.tilth.migrate;

import dev.tilth.script.SqlName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * {@code ALTER TABLE ... DETACH PARTITION ... CONCURRENTLY}. Broken off between its two
 * transactions it leaves the partition with a detachment that is pending (PostgreSQL manual, "ALTER
 * TABLE").
 *
 * <ol>
 *   <li>Pending: {@code FINALIZE} completes it.
 *   <li>Not attached any more: the attempt was complete.
 *   <li>Attached: the statement runs.
 * </ol>
 */
record DetachPartition(SqlName parent, SqlName partition) implements LoneStatement {

  private static final String ATTACHED = "attached";
  private static final String PENDING = "pending";

  private static final String STATE =
      """
      SELECT coalesce((
        SELECT CASE WHEN inhdetachpending THEN 'pending' ELSE 'attached' END
          FROM pg_inherits WHERE inhparent = to_regclass(?) AND inhrelid = to_regclass(?)), 'none')
      """;

  @Override
  public String kind() {
    return "detach_partition";
  }

  @Override
  public String head() {
    return "ALTER TABLE %s DETACH PARTITION %s CONCURRENTLY".formatted(parent, partition);
  }

  @Override
  public String state(Connection connection, String script) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STATE)) {
      statement.setString(1, parent.quoted());
      statement.setString(2, partition.quoted());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  @Override
  public Next reconcile(Connection connection, Attempt attempt) throws SQLException {
    String now = state(connection, attempt.script());
    if (now.equals(PENDING)) {
      complete(connection);
      return Next.RECORD;
    }
    boolean done = attempt.before().equals(ATTACHED) && !now.equals(ATTACHED);
    return done ? Next.RECORD : Next.RUN;
  }

  private void complete(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER TABLE %s DETACH PARTITION %s FINALIZE"
              .formatted(parent.quoted(), partition.quoted()));
    }
  }

  /** A detachment that is pending can only be completed. */
  @Override
  public void abandon(Connection connection, Attempt attempt) throws SQLException {
    if (state(connection, attempt.script()).equals(PENDING)) {
      complete(connection);
    }
  }
}
