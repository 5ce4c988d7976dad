package dev.tilth.data;

import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One load of one table: from the catalogue to the counts. */
final class Load {

  private final Connection connection;
  private final TableData data;
  private final String environment;
  private final Placeholders placeholders;

  Load(Connection connection, TableData data, String environment, Placeholders placeholders) {
    this.connection = connection;
    this.data = data;
    this.environment = environment;
    this.placeholders = placeholders;
  }

  RowCounts run() throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "Table %s is loaded within a transaction, but this connection commits each statement."
              .formatted(data.table()));
    }
    Table target = new TableReader(connection).read(TableName.parse(data.table()));
    Sources sources = Sources.of(data, target, environment, placeholders);
    try (Rows rows = sources.open()) {
      return rows.header().isEmpty() ? RowCounts.NONE : load(target, sources, rows);
    } catch (SQLException e) {
      throw sources.discreet() ? ServerError.withoutValues(e) : e;
    }
  }

  private RowCounts load(Table target, Sources sources, Rows rows) throws SQLException {
    Layout layout = HeaderReader.read(sources.name(), target, rows.header(), data);
    long staged = new Staging(connection, layout).fill(rows, sources);
    // Nothing analyses temporary tables by itself, and plans need to know how large this one is.
    execute("analyze %s; savepoint %s".formatted(Staging.TABLE, Culprit.SAVEPOINT));
    Merge merge = new Merge(connection, layout, sources, data.mode(), Long.MAX_VALUE);
    try {
      merge.run();
    } catch (SQLException e) {
      throw new Culprit(connection, layout, sources, data.mode()).explain(e);
    }
    execute(new SequenceSql(layout).advance() + finish());
    return counts(merge, staged - merge.replaced());
  }

  private static RowCounts counts(Merge merge, long rows) {
    // A trigger that rewrites what a row is given can make one row count twice.
    long unchanged = Math.max(0, rows - merge.inserted() - merge.updated());
    return new RowCounts(merge.inserted(), merge.updated(), 0, unchanged);
  }

  private static String finish() {
    return "release savepoint %s; drop table %s".formatted(Culprit.SAVEPOINT, Staging.TABLE);
  }

  private void execute(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(text);
    }
  }
}
