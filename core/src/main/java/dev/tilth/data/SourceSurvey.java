package dev.tilth.data;

import dev.tilth.data.TableChunks.Survey;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TilthException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source once for what no chunk can see alone.
 *
 * <ol>
 *   <li>Rows that can refer to rows of the same table cannot be cut apart: nothing more is read.
 *   <li>Count the rows and look at their keys; a row that is not well-formed is an error. Of a CSV
 *       file no more is read than this takes, unless there is a doubt.
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
    try (Rows rows = sources.open()) {
      if (rows.header().isEmpty()) {
        return new Survey(true, 0);
      }
      Layout layout = HeaderReader.read(sources.name(), table, rows.header(), data);
      if (layout.refersToItself()) {
        return new Survey(false, 0);
      }
      boolean bytewise = KeyOrder.compares(layout) && isBytewise(table);
      Keys keys = scanned(sources, rows.header().size(), new KeyOrder(layout, bytewise));
      if (keys == null) {
        keys = read(rows, new KeyOrder(layout, bytewise));
      }
      if (!keys.distinct()) {
        askServer(layout, sources);
      }
      return new Survey(true, keys.count());
    }
  }

  /**
   * What is known of the keys.
   *
   * @param distinct whether each is proven to be there once
   */
  private record Keys(long count, boolean distinct) {}

  /** Nothing if only the parser can tell. */
  private static @Nullable Keys scanned(Sources sources, int columns, KeyOrder order) {
    if (sources.overlaid()) {
      return null;
    }
    try (CsvScan scan = sources.files().getFirst().scan(columns)) {
      return scan == null ? null : scanned(scan, order);
    } catch (IOException | TilthException e) {
      // The parser meets it too, and knows what came before.
      return null;
    }
  }

  private static @Nullable Keys scanned(CsvScan scan, KeyOrder order) throws IOException {
    boolean header = scan.next();
    long count = 0;
    while (header && scan.next()) {
      order.add(scan::field);
      count++;
    }
    return scan.isDoubtful() ? null : new Keys(count, order.proven());
  }

  private static Keys read(Rows rows, KeyOrder order) {
    long count = 0;
    for (Row row = rows.next(); row != null; row = rows.next()) {
      order.add(row::field);
      count++;
    }
    return new Keys(count, order.proven());
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
