package dev.tilth.data;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * The range of the staged keys, by which a small part of a large table is found that can have them.
 * A range over the whole table does no harm.
 */
final class KeyRange {

  /**
   * Types whose minimum and maximum the server knows, and whose texts it reads as it wrote them.
   */
  private static final Set<String> ORDERED =
      Set.of("smallint", "integer", "bigint", "numeric", "text", "character varying", "date");

  private static final String ANY = "true";

  private KeyRange() {}

  /** As a condition on the columns of the target table. */
  static String of(Connection connection, Layout layout) throws SQLException {
    Optional<Target> target = leading(layout);
    if (target.isEmpty()) {
      return ANY;
    }
    String value = target.get().value();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet row =
          statement.executeQuery(
              "select min(%1$s)::text, max(%1$s)::text from %2$s s"
                  .formatted(value, Staging.TABLE))) {
        row.next();
        return row.getString(1) == null
            ? ANY
            : "%1$s >= %2$s and %1$s <= %3$s"
                .formatted(
                    target.get().column().sql(),
                    Sql.literal(row.getString(1)),
                    Sql.literal(row.getString(2)));
      }
    }
  }

  /** The target of the first part of the key, if its order is that of its equality. */
  private static Optional<Target> leading(Layout layout) {
    UniqueKey key = layout.key();
    return layout.targets().stream()
        .filter(target -> key.isPlain(0, target.column()))
        .filter(target -> !target.referred() && target.column().definedType() == null)
        .filter(target -> ORDERED.contains(target.column().baseType()))
        .findFirst();
  }
}
