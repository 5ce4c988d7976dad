package dev.tilth.migrate;

import dev.tilth.script.SqlName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code REINDEX ... CONCURRENTLY}. Broken off it leaves INVALID indexes whose names end in {@code
 * _ccnew} or {@code _ccold} (PostgreSQL manual, "REINDEX"): those that the journal does not have
 * are dropped, and the statement runs once more.
 *
 * @param name empty where it is the current database's
 */
record Reindex(Scope scope, Optional<SqlName> name) implements LoneStatement {

  private static final String LEFTOVERS =
      """
      SELECT i.indexrelid::text, format('%I.%I', n.nspname, c.relname)
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_class o ON o.reltoastrelid = i.indrelid
       WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND
      """;

  /** What is indexed anew. */
  enum Scope {
    INDEX(
        """
        coalesce(o.oid, i.indrelid) IN (
          SELECT x.indrelid FROM pg_index x WHERE x.indexrelid IN (
            SELECT to_regclass(?)::oid UNION ALL
            SELECT t.relid::oid FROM pg_partition_tree(to_regclass(?)) t))
        """),
    TABLE(
        """
        coalesce(o.oid, i.indrelid) IN (
          SELECT to_regclass(?)::oid UNION ALL
          SELECT t.relid::oid FROM pg_partition_tree(to_regclass(?)) t)
        """),
    SCHEMA(
        """
        coalesce(o.relnamespace, c.relnamespace) IN (to_regnamespace(?)::oid, to_regnamespace(?)::oid)
        """),
    DATABASE("coalesce(?, ?) IS NOT NULL"),
    SYSTEM("coalesce(?, ?) IS NOT NULL");

    private final String condition;

    Scope(String condition) {
      this.condition = condition;
    }

    /** Each table in a transaction of its own. */
    boolean isManyTables() {
      return this == SCHEMA || this == DATABASE || this == SYSTEM;
    }
  }

  @Override
  public String kind() {
    return "reindex";
  }

  @Override
  public String head() {
    return "REINDEX %s CONCURRENTLY%s".formatted(scope, name.map(of -> " " + of).orElse(""));
  }

  @Override
  public String state(Connection connection, String script) throws SQLException {
    return String.join(" ", leftovers(connection).keySet());
  }

  @Override
  public Next reconcile(Connection connection, Attempt attempt) throws SQLException {
    abandon(connection, attempt);
    return Next.RUN;
  }

  @Override
  public void abandon(Connection connection, Attempt attempt) throws SQLException {
    List<String> before = Arrays.asList(attempt.before().split(" ", -1));
    for (Map.Entry<String, String> leftover : leftovers(connection).entrySet()) {
      if (!before.contains(leftover.getKey())) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("DROP INDEX CONCURRENTLY IF EXISTS " + leftover.getValue());
        }
      }
    }
  }

  /** Names by object id. */
  private Map<String, String> leftovers(Connection connection) throws SQLException {
    String target = name.map(SqlName::quoted).orElse("");
    try (PreparedStatement statement = connection.prepareStatement(LEFTOVERS + scope.condition)) {
      statement.setString(1, target);
      statement.setString(2, target);
      try (ResultSet rows = statement.executeQuery()) {
        Map<String, String> found = new LinkedHashMap<>();
        while (rows.next()) {
          found.put(rows.getString(1), rows.getString(2));
        }
        return found;
      }
    }
  }
}
