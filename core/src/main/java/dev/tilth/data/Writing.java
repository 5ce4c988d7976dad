package dev.tilth.data;

import dev.tilth.spi.RowCounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes staged rows, and drops the temporary table. */
final class Writing {

  private final Connection connection;
  private final Layout layout;
  private final Sources sources;
  private final Scope scope;
  private final Removal removal;
  private final Merge merge;

  Writing(Connection connection, Layout layout, Sources sources, Scope scope, Removal removal) {
    this.connection = connection;
    this.layout = layout;
    this.sources = sources;
    this.scope = scope;
    this.removal = removal;
    this.merge = new Merge(connection, layout, sources, sources.data().mode(), scope, removal);
  }

  Merge merge() {
    return merge;
  }

  /**
   * Runs once.
   *
   * @param staged how many rows there are
   */
  RowCounts run(long staged) throws SQLException {
    execute("savepoint " + Culprit.SAVEPOINT);
    try {
      merge.run();
    } catch (SQLException e) {
      throw new Culprit(connection, layout, sources, scope).explain(e);
    }
    removal.after();
    execute(SequenceSql.ofStaged(layout) + finish());
    return counts(staged - merge.replaced());
  }

  private RowCounts counts(long rows) {
    // A trigger that rewrites what a row is given can make one row count twice.
    long unchanged = Math.max(0, rows - merge.inserted() - merge.updated());
    return new RowCounts(merge.inserted(), merge.updated(), removal.deleted(), unchanged);
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
