package dev.tilth.data;

import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One load of one file: from the catalogue to the counts. */
final class Load {

  private final Connection connection;
  private final TableData data;

  Load(Connection connection, TableData data) {
    this.connection = connection;
    this.data = data;
  }

  RowCounts run() throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException(
          "Table %s is loaded within a transaction, but this connection commits each statement."
              .formatted(data.table()));
    }
    Table target = new TableReader(connection).read(TableName.parse(data.table()));
    Resource source = data.source();
    try (Csv csv = Csv.open(source)) {
      Layout layout = HeaderReader.read(source.name(), target, csv.header(), data.key());
      long rows = new Staging(connection, layout).fill(csv, source);
      return merge(layout, rows);
    }
  }

  private RowCounts merge(Layout layout, long rows) throws SQLException {
    // Nothing analyses temporary tables by itself, and plans need to know how large this one is.
    execute("analyze %s; savepoint %s".formatted(Staging.TABLE, Culprit.SAVEPOINT));
    Resource source = data.source();
    TableMode mode = data.mode();
    Merge merge = new Merge(connection, layout, source, mode, Long.MAX_VALUE);
    try {
      merge.run();
    } catch (SQLException e) {
      throw new Culprit(connection, layout, source, mode).explain(e);
    }
    execute(new SequenceSql(layout).advance() + finish());
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
