package dev.tilth.snapshot;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * One state of the catalogue, deparsed under fixed settings; closing it restores the connection.
 */
final class CatalogTransaction implements AutoCloseable {

  // What pg_dump fixes too: each of these changes how the server writes an expression.
  private static final String PIN =
      """
      select set_config('search_path', '', true),
             set_config('TimeZone', 'UTC', true),
             set_config('DateStyle', 'ISO, MDY', true),
             set_config('IntervalStyle', 'postgres', true),
             set_config('extra_float_digits', '1', true),
             set_config('bytea_output', 'hex', true),
             set_config('quote_all_identifiers', 'off', true)
      """;

  private final Connection connection;

  private CatalogTransaction(Connection connection) {
    this.connection = connection;
  }

  static CatalogTransaction begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    var transaction = new CatalogTransaction(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set transaction isolation level repeatable read, read only");
      statement.execute(PIN);
      return transaction;
    } catch (SQLException e) {
      try (transaction) {
        throw e;
      }
    }
  }

  /** Runs a query of kind, name and line whose first parameters are the scope's. */
  void query(String sql, SnapshotScope scope, ObjectCollector collector) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, array(scope.excludedSchemas()));
      statement.setArray(2, array(scope.excludedTables()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          collector.add(rows.getString(1), rows.getString(2), rows.getString(3));
        }
      }
    }
  }

  private java.sql.Array array(Set<String> names) throws SQLException {
    return connection.createArrayOf("text", names.toArray());
  }

  @Override
  public void close() throws SQLException {
    try {
      connection.rollback();
    } finally {
      connection.setAutoCommit(true);
    }
  }
}
