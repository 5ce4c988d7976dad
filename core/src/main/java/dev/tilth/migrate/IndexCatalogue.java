package dev.tilth.migrate;

import dev.tilth.script.SqlName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the catalogue says of indexes. */
final class IndexCatalogue {

  private static final String OF_TABLE =
      """
      SELECT i.indexrelid::bigint, c.relname, format('%I.%I', n.nspname, c.relname),
             i.indisvalid AND i.indisready AND i.indislive, pg_get_indexdef(i.indexrelid)
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE i.indrelid = to_regclass(?)
       ORDER BY i.indexrelid
      """;

  private static final String HOLDER =
      """
      SELECT coalesce('an index on ' || i.indrelid::regclass::text, CASE h.relkind
               WHEN 'r' THEN 'a table' WHEN 'v' THEN 'a view' WHEN 'S' THEN 'a sequence'
               ELSE 'another relation' END)
        FROM pg_class t
        JOIN pg_class h ON h.relnamespace = t.relnamespace
        LEFT JOIN pg_index i ON i.indexrelid = h.oid
       WHERE t.oid = to_regclass(?) AND h.relname = ?
      """;

  private IndexCatalogue() {}

  static TableIndexes of(SqlName table, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OF_TABLE)) {
      statement.setString(1, table.quoted());
      try (ResultSet rows = statement.executeQuery()) {
        List<Index> indexes = new ArrayList<>();
        while (rows.next()) {
          indexes.add(
              new Index(
                  rows.getLong(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getBoolean(4),
                  rows.getString(5)));
        }
        return new TableIndexes(indexes);
      }
    }
  }

  /** Which relation has a name in the schema of a table, for people. */
  static Optional<String> holder(String name, SqlName table, Connection connection)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
      statement.setString(1, table.quoted());
      statement.setString(2, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /** Waits for those who use it; nobody waits for that. */
  static void drop(Index index, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP INDEX CONCURRENTLY IF EXISTS " + index.name());
    }
  }

  /** The indexes of one table; none if there is no such table. */
  record TableIndexes(List<Index> indexes) {

    /** For the journal. */
    String state() {
      return indexes.stream()
          .map(index -> String.valueOf(index.oid()))
          .collect(Collectors.joining(" "));
    }

    List<Index> newSince(String state) {
      return indexes.stream().filter(index -> index.isNewSince(state)).toList();
    }
  }

  /**
   * An index.
   *
   * @param relation its name in its schema
   * @param name with its schema, quoted where it has to be
   * @param valid whether queries may use it
   */
  record Index(long oid, String relation, String name, boolean valid, String definition) {

    /**
     * Whether a journal's state does not have it.
     *
     * @param state object ids between blanks
     */
    boolean isNewSince(String state) {
      return !Arrays.asList(state.split(" ", -1)).contains(String.valueOf(oid));
    }
  }
}
