package dev.tilth.data;

import dev.tilth.spi.Resource;
import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Brings the staged rows into the table.
 *
 * <ol>
 *   <li>Compare: rows that are missing, rows that differ, rows that cannot be right (an error).
 *   <li>Update the rows that differ, if there are any.
 *   <li>Insert the missing rows, if there are any. A row that a rival inserted meanwhile is waited
 *       for and then left out.
 *   <li>Fewer rows inserted than were missing: a rival wrote. Rows that wait for a row of the same
 *       file: it may be there now. Either way start again; each statement sees what was committed
 *       before it (READ COMMITTED).
 * </ol>
 */
final class Merge {

  private static final int MOST_FRUITLESS_ROUNDS = 10;

  private final Connection connection;
  private final Layout layout;
  private final Resource source;
  private final MergeSql sql;
  private final FaultSql faults;
  private long inserted;
  private long updated;

  Merge(Connection connection, Layout layout, Resource source, TableMode mode, long lastLine) {
    this.connection = connection;
    this.layout = layout;
    this.source = source;
    this.sql = new MergeSql(layout, mode, lastLine);
    this.faults = new FaultSql(layout, lastLine);
  }

  long inserted() {
    return inserted;
  }

  long updated() {
    return updated;
  }

  /** Runs once. */
  void run() throws SQLException {
    int fruitless = 0;
    while (!round()) {
      fruitless++;
      if (fruitless == MOST_FRUITLESS_ROUNDS) {
        throw new RowsLeftOutException(
            layout.file(), layout.table().name(), compare().missing(), fruitless);
      }
    }
  }

  /** Returns whether nothing is left. Waves of rows that refer to each other are one round. */
  private boolean round() throws SQLException {
    while (true) {
      Comparison found = compare();
      if (found.differing() > 0 && sql.updates()) {
        updated += execute(sql.update());
      }
      long written = found.missing() == 0 ? 0 : execute(sql.insert());
      inserted += written;
      if (written < found.missing()) {
        return false;
      }
      if (found.waiting() == 0) {
        return true;
      }
    }
  }

  private Comparison compare() throws SQLException {
    try (Statement statement = statement();
        ResultSet row = statement.executeQuery(sql.comparison())) {
      Comparison found = Comparison.read(row);
      if (found.first() != null) {
        throw found.first().toException(layout, source);
      }
      if (found.waiting() > 0 && found.missing() == 0) {
        throw waiting();
      }
      return found;
    }
  }

  private RuntimeException waiting() throws SQLException {
    try (Statement statement = statement();
        ResultSet row = statement.executeQuery(faults.firstWaiting())) {
      row.next();
      return Comparison.fault(row, 1).orElseThrow().toException(layout, source);
    }
  }

  private long execute(String text) throws SQLException {
    try (Statement statement = statement()) {
      return statement.executeLargeUpdate(text);
    }
  }

  private Statement statement() throws SQLException {
    Statement statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    return statement;
  }
}
