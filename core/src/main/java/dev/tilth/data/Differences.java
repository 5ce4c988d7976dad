package dev.tilth.data;

import dev.tilth.plan.RowChange;
import dev.tilth.plan.RowChanges;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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
    ChangeReader reader = new ChangeReader(layout, sql.updatable(), secret);
    RowCounts counts = written(staged);
    List<RowChange> rows = most > 0 ? written(reader, most) : new ArrayList<>();
    if (sources.data().mode() == TableMode.MIRROR) {
      Mirror mirror = new Mirror(connection, layout, sources, terms);
      long deleted = mirror.foresee(reader, most - rows.size(), rows);
      counts = counts.plus(new RowCounts(0, 0, deleted, 0));
    }
    return new RowChanges.Known(layout.table().name().toString(), counts, rows);
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

  private List<RowChange> written(ChangeReader reader, int most) throws SQLException {
    List<RowChange> rows = new ArrayList<>();
    try (Statement statement = statement();
        ResultSet row = statement.executeQuery(sql.written(most))) {
      while (row.next()) {
        rows.add(reader.written(row));
      }
    }
    return rows;
  }

  private Statement statement() throws SQLException {
    Statement statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    return statement;
  }
}
