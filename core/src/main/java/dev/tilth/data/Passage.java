package dev.tilth.data;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Whether rows can be written straight into a table, and come to the same there as through a
 * comparison: a row that is there already must be an error. Rows go in in the order of the source,
 * not in that of their keys, which only numbers made up by the server can tell.
 */
final class Passage {

  private Passage() {}

  /** Whether it is open to rows of this layout. */
  static boolean isOpen(Layout layout) {
    return layout.table().plain()
        && layout.references().isEmpty()
        && layout.isKeyPlain()
        && layout.key().columns().stream().allMatch(key -> layout.target(key).column().required());
  }

  /** Whether the table has no row, so that no row of a source can be there already. */
  static boolean leadsToEmptyTable(Connection connection, Layout layout) throws SQLException {
    if (layout.table().untouched()) {
      return true;
    }
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet row =
          statement.executeQuery(
              "select not exists (select from %s)".formatted(layout.table().name().sql()))) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
