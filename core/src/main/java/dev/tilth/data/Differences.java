package dev.tilth.data;

import dev.tilth.plan.RowChanges;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** The staged rows, with which nothing is wrong, against the table. */
final class Differences {

  private final Connection connection;
  private final Layout layout;
  private final Sources sources;
  private final LoadTerms terms;
  private final PreviewSql sql;

  Differences(Connection connection, Layout layout, Sources sources, LoadTerms terms) {
    this.connection = connection;
    this.layout = layout;
    this.sources = sources;
    this.terms = terms;
    this.sql = new PreviewSql(layout, sources.data().mode());
  }

  /**
   * Compares.
   *
   * @param staged how many rows the source has
   * @param secret the positions of its columns with values that must not be shown
   * @param most how many rows to show at most
   */
  RowChanges.Known of(long staged, Set<Integer> secret, int most) throws SQLException {
    FoundChanges found = new FoundChanges(most);
    ChangeReader reader = new ChangeReader(layout, sources, sql.updatable(), secret);
    RowCounts counts = written(staged);
    written(reader, found);
    if (sources.data().mode() == TableMode.MIRROR) {
      long deleted = new Mirror(connection, layout, sources, terms).foresee(reader, found);
      counts = counts.plus(new RowCounts(0, 0, deleted, 0));
    }
    return found.known(layout.table(), counts);
  }

  private RowCounts written(long staged) throws SQLException {
    try (Statement statement = statement();
        ResultSet row = statement.executeQuery(sql.counts())) {
      row.next();
      long inserted = row.getLong(1);
      long updated = row.getLong(2);
      return new RowCounts(inserted, updated, 0, staged - inserted - updated);
    }
  }

  private void written(ChangeReader reader, FoundChanges found) throws SQLException {
    try (Statement statement = statement();
        ResultSet row = statement.executeQuery(sql.written())) {
      while (row.next()) {
        found.add(reader.written(row));
      }
    }
  }

  private Statement statement() throws SQLException {
    Statement statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    statement.setFetchSize(FoundChanges.FETCHED);
    return statement;
  }
}
