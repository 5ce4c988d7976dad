package dev.tilth.data;

import dev.tilth.data.TableChunks.Survey;
import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Reads a source once for what no chunk can see alone.
 *
 * <ol>
 *   <li>Rows that refer to rows of the same table cannot be cut apart: nothing more is read.
 *   <li>Count the rows; one that is not well-formed is an error.
 *   <li>Where the order of the keys proves that each is there once, this is all.
 *   <li>Otherwise read the keys again, into a temporary table, and have the server look for those
 *       that are NULL, repeated, or lead nowhere.
 * </ol>
 */
final class SourceSurvey {

  private static final String UNEQUAL_BYTES_CAN_BE_EQUAL =
      """
      select exists (
        select from pg_collation c
         where not c.collisdeterministic
           and (c.oid in (select a.attcollation from pg_attribute a where a.attrelid = t.oid)
                or c.oid in (select unnest(i.indcollation) from pg_index i
                              where i.indrelid = t.oid)))
        from (select to_regclass(?) as oid) t
      """;

  private final Connection connection;
  private final TableData data;
  private final LoadTerms terms;

  SourceSurvey(Connection connection, TableData data, LoadTerms terms) {
    this.connection = connection;
    this.data = data;
    this.terms = terms;
  }

  Survey run() throws SQLException {
    Table table = new TableReader(connection).read(TableName.parse(data.table()));
    Sources sources = terms.sources(data, table);
    try {
      return of(table, sources);
    } catch (SQLException e) {
      throw sources.discreet() ? ServerError.withoutValues(e) : e;
    }
  }

  private Survey of(Table table, Sources sources) throws SQLException {
    Layout layout;
    long count = 0;
    KeyOrder order;
    try (Rows rows = sources.open()) {
      if (rows.header().isEmpty()) {
        return new Survey(true, 0);
      }
      layout = HeaderReader.read(sources.name(), table, rows.header(), data);
      if (layout.references().stream().anyMatch(Reference::self)) {
        return new Survey(false, 0);
      }
      order = new KeyOrder(layout, KeyOrder.compares(layout) && isBytewise(table));
      for (Row row = rows.next(); row != null; row = rows.next()) {
        order.add(row);
        count++;
      }
    }
    if (!order.proven()) {
      askServer(layout, sources);
    }
    return new Survey(true, count);
  }

  private boolean isBytewise(Table table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UNEQUAL_BYTES_CAN_BE_EQUAL)) {
      statement.setString(1, table.name().sql());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return !row.getBoolean(1);
      }
    }
  }

  private void askServer(Layout layout, Sources sources) throws SQLException {
    Layout keys = layout.ofKey();
    try (Rows rows = sources.open();
        Statement statement = connection.createStatement()) {
      new Staging(connection, layout, keys.fields()).fill(rows, sources, 0);
      statement.setEscapeProcessing(false);
      statement.execute("analyze " + Staging.TABLE);
      String query =
          "with source as materialized (%s) %s"
              .formatted(
                  new MergeSql(keys, data.mode(), Scope.ALL).keyed(),
                  new FaultSql(keys, Long.MAX_VALUE).first());
      try (ResultSet row = statement.executeQuery(query)) {
        Optional<Fault> fault = row.next() ? Comparison.fault(row, 1) : Optional.empty();
        if (fault.isPresent()) {
          throw fault.get().toException(layout, sources);
        }
      }
      statement.execute("drop table " + Staging.TABLE);
    }
  }
}
