package dev.tilth.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Whether rows can be copied straight into a table, and come to the same there as through a
 * comparison: a row that is there already must be an error. Triggers, rules and policies of users
 * can tell one from the other; a table that others inherit from does not know all keys.
 */
final class Passage {

  private static final String OPEN =
      """
      select not c.relhasrules and not c.relrowsecurity
             and (c.relkind = 'p' or not c.relhassubclass)
             and not exists (select from pg_partition_tree(c.oid) p join pg_class m on m.oid = p.relid
                              where m.relkind not in ('r', 'p') or m.relhasrules)
             and not exists (select from pg_trigger g
                              where not g.tgisinternal
                                and (g.tgrelid = c.oid
                                     or g.tgrelid in (select relid from pg_partition_tree(c.oid))))
             and not exists (select from pg_attribute a
                              where a.attrelid = c.oid and a.attname = any (?)
                                and not a.attnotnull)
        from pg_class c
       where c.oid = to_regclass(?)
      """;

  private Passage() {}

  /** Whether it is open to rows of this layout. */
  static boolean isOpen(Connection connection, Layout layout) throws SQLException {
    return layout.references().isEmpty() && layout.isKeyPlain() && asked(connection, layout);
  }

  private static boolean asked(Connection connection, Layout layout) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
      statement.setArray(
          1, connection.createArrayOf("text", layout.key().columns().toArray(String[]::new)));
      statement.setString(2, layout.table().name().sql());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Whether the table has no row, so that no row of a source can be there already. */
  static boolean leadsToEmptyTable(Connection connection, Layout layout) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select not exists (select from %s)".formatted(layout.table().name().sql()));
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
