package dev.tilth.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every row of every table outside PostgreSQL's own schemas, as text: two databases, or one at two
 * times, hold the same exactly if these are equal. Tables, columns and rows are in the order of
 * their text; partitions stand under their own names; instants are shown in UTC.
 *
 * @param lines {@code schema.table: {"column":value,...}}
 */
public record DatabaseContent(List<String> lines) {

  /** PostgreSQL's names for where a row version is and which transaction wrote it. */
  private static final List<String> TUPLE = List.of("ctid", "xmin");

  private static final String TABLES =
      """
      SELECT format('%I.%I', n.nspname, c.relname), n.nspname, c.relname, c.oid
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       ORDER BY format('%I.%I', n.nspname, c.relname) COLLATE "C"
      """;

  public DatabaseContent {
    lines = List.copyOf(lines);
  }

  /**
   * Reads with the given connection, which sees what its transaction sees.
   *
   * @param excludedColumns as {@code column} (in all tables), {@code table.column} or {@code
   *     schema.table.column}; {@code *} as the column leaves the whole table out
   */
  public static DatabaseContent of(Connection connection, String... excludedColumns)
      throws SQLException {
    return read(connection, List.of(), Set.of(excludedColumns));
  }

  /**
   * The same with each row's {@code ctid} and {@code xmin}: equal exactly if no row was rewritten,
   * not even with the same values.
   */
  public static DatabaseContent withTuples(Connection connection, String... excludedColumns)
      throws SQLException {
    return read(connection, TUPLE, Set.of(excludedColumns));
  }

  /** One line per row. */
  @Override
  public String toString() {
    return String.join("\n", lines);
  }

  private static DatabaseContent read(
      Connection connection, List<String> tuple, Set<String> excluded) throws SQLException {
    String zone = query(connection, "SHOW TimeZone").getFirst().getFirst();
    setZone(connection, "UTC");
    try {
      List<String> lines = new ArrayList<>();
      for (List<String> table : query(connection, TABLES)) {
        Predicate<String> kept = column -> !excludes(excluded, table.get(1), table.get(2), column);
        if (kept.test("*")) {
          lines.addAll(rows(connection, table, tuple, kept));
        }
      }
      return new DatabaseContent(lines);
    } finally {
      setZone(connection, zone);
    }
  }

  private static List<String> columns(
      Connection connection, List<String> table, Predicate<String> kept) throws SQLException {
    String sql =
        """
        SELECT quote_ident(attname), attname
          FROM pg_attribute
         WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped
         ORDER BY attname COLLATE "C"
        """
            .formatted(table.get(3));
    List<String> columns = new ArrayList<>();
    for (List<String> column : query(connection, sql)) {
      if (kept.test(column.get(1))) {
        columns.add(column.getFirst());
      }
    }
    return columns;
  }

  private static List<String> rows(
      Connection connection, List<String> table, List<String> tuple, Predicate<String> kept)
      throws SQLException {
    List<String> columns = columns(connection, table, kept);
    tuple.forEach(name -> columns.add("%s::text AS \"(%s)\"".formatted(name, name)));
    String sql =
        "SELECT row_to_json(r)::text FROM (SELECT %s FROM ONLY %s) r ORDER BY row_to_json(r)::text COLLATE \"C\""
            .formatted(String.join(", ", columns), table.getFirst());
    return query(connection, sql).stream()
        .map(r -> table.getFirst() + ": " + r.getFirst())
        .toList();
  }

  private static boolean excludes(
      Set<String> excluded, String schema, String table, String column) {
    return excluded.contains(column)
        || excluded.contains(table + "." + column)
        || excluded.contains(schema + "." + table + "." + column);
  }

  private static void setZone(Connection connection, String zone) throws SQLException {
    query(connection, "SELECT set_config('TimeZone', '%s', false)".formatted(zone));
  }

  private static List<List<String>> query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(result.getString(i)));
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
