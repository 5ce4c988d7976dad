package dev.tilth.data;

import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Brings the staged rows into the table.
 *
 * <ol>
 *   <li>Leave out rows of the source whose key a row of the overlay has.
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
  private final Sources sources;
  private final MergeSql sql;
  private final String comparison;
  private final FaultSql faults;
  private final Removal removal;
  private long inserted;
  private long updated;
  private long replaced;

  /**
   * @param removal told of what is inserted
   */
  Merge(
      Connection connection,
      Layout layout,
      Sources sources,
      TableMode mode,
      Scope scope,
      Removal removal) {
    this.connection = connection;
    this.layout = layout;
    this.sources = sources;
    this.sql = new MergeSql(layout, mode, scope);
    this.comparison = new ComparisonSql(layout, mode, scope).text();
    this.removal = removal;
    this.faults = new FaultSql(layout, scope.lastLine());
  }

  long inserted() {
    return inserted;
  }

  long updated() {
    return updated;
  }

  /** Rows of the source whose place an overlay's rows took. */
  long replaced() {
    return replaced;
  }

  /** Throws what is known to be wrong before anything is written. */
  void check() throws SQLException {
    leaveOutReplaced();
    var unused = compare();
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

  /** Again in each wave: the key of a row can wait for a row of the same source. */
  void leaveOutReplaced() throws SQLException {
    if (sources.overlaid()) {
      failAt(sql.firstRepeated());
      replaced += execute(sql.replacement());
    }
  }

  /** Returns whether nothing is left. Waves of rows that refer to each other are one round. */
  private boolean round() throws SQLException {
    while (true) {
      leaveOutReplaced();
      Comparison found = compare();
      if (found.differing() > 0 && sql.updates()) {
        updated += execute(sql.update());
      }
      long written = found.missing() == 0 ? 0 : execute(removal.insert(sql.insert()));
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
        ResultSet row = statement.executeQuery(comparison)) {
      Comparison found = Comparison.read(row);
      if (found.first() != null) {
        throw found.first().toException(layout, sources);
      }
      if (found.waiting() > 0 && found.missing() == 0) {
        failAt(faults.firstWaiting());
      }
      return found;
    }
  }

  /** Throws what the query finds, if it finds a fault. */
  private void failAt(String query) throws SQLException {
    try (Statement statement = statement();
        ResultSet row = statement.executeQuery(query)) {
      Optional<Fault> fault = row.next() ? Comparison.fault(row, 1) : Optional.empty();
      if (fault.isPresent()) {
        throw fault.get().toException(layout, sources);
      }
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
