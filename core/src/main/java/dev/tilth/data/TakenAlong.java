package dev.tilth.data;

import dev.tilth.plan.RowChanges;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * Foresees which rows of other tables foreign keys delete or change along with rows that are
 * deleted, and along with those in turn. Of a table that is reached in a circle, the first time
 * around counts; tables that this session cannot read do not.
 */
final class TakenAlong {

  private final Connection connection;
  private final FoundChanges found;

  TakenAlong(Connection connection, FoundChanges found) {
    this.connection = connection;
    this.found = found;
  }

  /**
   * Adds what goes along.
   *
   * @param doomed a query for the rows of the table that are deleted
   */
  void with(TableName table, String doomed) throws SQLException {
    with(table, doomed, Set.of());
  }

  private void with(TableName table, String doomed, Set<TableName> reached) throws SQLException {
    Set<TableName> path = new HashSet<>(reached);
    path.add(table);
    for (Referrer referrer : ReferrerReader.read(connection, table)) {
      String rows =
          "select r.* from %s r where exists (select from (%s) d where %s)"
              .formatted(referrer.table().sql(), doomed, referrer.match("r", "d"));
      long count = referrer.forbids() ? 0 : count(rows);
      if (count > 0) {
        boolean deleted = referrer.onDelete() == Referrer.OnDelete.DELETE;
        found.add(new RowChanges.Along(referrer.table().toString(), count, deleted));
        if (deleted && !path.contains(referrer.table())) {
          with(referrer.table(), rows, path);
        }
      }
    }
  }

  private long count(String rows) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet row = statement.executeQuery("select count(*) from (%s) x".formatted(rows))) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
