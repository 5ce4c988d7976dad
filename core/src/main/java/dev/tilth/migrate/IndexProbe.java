package dev.tilth.migrate;

import dev.tilth.database.SqlStates;
import dev.tilth.migrate.IndexCatalogue.Index;
import dev.tilth.script.SqlName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Finds out whether an index has the definition that a statement asks for: the statement builds the
 * same one on an empty copy of the table, in a transaction that is rolled back, and the server puts
 * both into its own words. The copy has the table's name, in the schema for temporary tables, so
 * that expressions read the same.
 */
final class IndexProbe {

  private static final String NAMES =
      """
      SELECT format('%I.%I', n.nspname, c.relname), quote_ident(c.relname)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.oid = to_regclass(?)
      """;

  private static final String MISSING_GRANT =
      """
      SELECT format('GRANT TEMPORARY ON DATABASE %I TO %I;', current_database(), current_user)
       WHERE NOT has_database_privilege(current_database(), 'TEMPORARY')
      """;

  private final CreateIndex wanted;
  private final Index found;

  IndexProbe(CreateIndex wanted, Index found) {
    this.wanted = wanted;
    this.found = found;
  }

  /** What somebody must type before {@link #isSame} can tell; empty where nothing is missing. */
  static Optional<String> missingGrant(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(MISSING_GRANT)) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  /** False also where the copy cannot have such an index. */
  boolean isSame(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try {
      return essence(found.definition(), connection).equals(build(connection));
    } catch (SQLException e) {
      if (SqlStates.isTransient(e) || SqlStates.of(e).equals(SqlStates.QUERY_CANCELED)) {
        throw e;
      }
      return false;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private String build(Connection connection) throws SQLException {
    String[] table = names(connection);
    String index = SqlName.of(found.relation()).quoted();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE %s (LIKE %s)".formatted(table[1], table[0]));
      statement.execute(
          "CREATE %sINDEX %s ON pg_temp.%s %s"
              .formatted(wanted.unique() ? "UNIQUE " : "", index, table[1], wanted.rest()));
    }
    return essence(definition("pg_temp." + index, connection), connection);
  }

  private static String definition(String index, Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_get_indexdef(to_regclass(?))")) {
      statement.setString(1, index);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** Without the names of schema, table and index: what kind of index, and all after its table. */
  private String essence(String definition, Connection connection) throws SQLException {
    String table = ".%s USING ".formatted(names(connection)[1]);
    int end = definition.indexOf(table);
    boolean unique = definition.startsWith("CREATE UNIQUE ");
    return unique + definition.substring(Math.max(end, 0));
  }

  private String[] names(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NAMES)) {
      statement.setString(1, wanted.table().quoted());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new String[] {row.getString(1), row.getString(2)};
      }
    }
  }
}
