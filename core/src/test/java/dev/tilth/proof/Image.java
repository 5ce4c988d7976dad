package dev.tilth.proof;

import dev.tilth.snapshot.SnapshotReader;
import dev.tilth.snapshot.SnapshotScope;
import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a deployment leaves, without what differs after any two: instants, durations, random and
 * surrogate keys, positions of sequences, and the books of runs and attempts. Two databases to
 * which the same was deployed have equal images, whatever happened on the way.
 */
record Image(String schema, DatabaseContent content) {

  private static final String[] PER_RUN = {
    "tilth.run.*",
    "tilth.step.*",
    "tilth.journal.*",
    "id",
    "attempt_id",
    "run_id",
    "started_at",
    "finished_at",
    "duration",
    "claimed_at",
    "installed_on",
    "execution_time"
  };

  /**
   * Definitions of all relations, columns, constraints, indexes, views and functions. A snapshot
   * tells more, but takes five times as long.
   */
  private static final String DEFINITIONS =
      """
      WITH named AS (
        SELECT c.oid, c.relkind, format('%I.%I', n.nspname, c.relname) AS name
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      ), lines (line) AS (
        SELECT format('%s %s', relkind, name) FROM named
        UNION ALL
        SELECT format('%s.%s %s %s %s', r.name, a.attname, format_type(a.atttypid, a.atttypmod),
                      a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
          FROM named r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
          LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
        UNION ALL
        SELECT format('%s %s', r.name, pg_get_constraintdef(c.oid))
          FROM named r JOIN pg_constraint c ON c.conrelid = r.oid
        UNION ALL
        SELECT format('%s valid %s ready %s', pg_get_indexdef(r.oid), i.indisvalid, i.indisready)
          FROM named r JOIN pg_index i ON i.indexrelid = r.oid
        UNION ALL
        SELECT pg_get_viewdef(oid) FROM named WHERE relkind = 'v'
        UNION ALL
        SELECT pg_get_functiondef(p.oid)
          FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      )
      SELECT string_agg(line, E'\\n' ORDER BY line COLLATE "C") FROM lines
      """;

  static Image of(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return new Image(
          new SnapshotReader(SnapshotScope.EVERYTHING).read(connection).text(),
          content(connection));
    }
  }

  /** For a proof of many parts: not to be compared with one of the other kind. */
  static Image quick(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return new Image(definitions(connection), content(connection));
    }
  }

  /** The lines that only one of the two has, marked with a sign. */
  List<String> differences(Image expected) {
    List<String> lines = new ArrayList<>();
    lines().stream().filter(l -> !expected.lines().contains(l)).forEach(l -> lines.add("+ " + l));
    expected.lines().stream().filter(l -> !lines().contains(l)).forEach(l -> lines.add("- " + l));
    if (lines.isEmpty() && !equals(expected)) {
      lines.add("The same lines, but not as often each: " + content);
    }
    return lines;
  }

  private List<String> lines() {
    return Stream.concat(schema.lines(), content.lines().stream()).toList();
  }

  private static DatabaseContent content(Connection connection) throws SQLException {
    return DatabaseContent.of(connection, PER_RUN);
  }

  private static String definitions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(DEFINITIONS)) {
      row.next();
      return row.getString(1);
    }
  }
}
