package dev.tilth.data;

import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mirrors of one attempt of one seeder. */
final class Mirrors {

  private final LoadTerms terms;
  private final Map<TableName, Mirror> byTable = new LinkedHashMap<>();

  Mirrors(LoadTerms terms) {
    this.terms = terms;
  }

  /**
   * What a load does with rows that its source lacks.
   *
   * @throws RepeatedMirrorException if the seeder has another mirror of the table
   */
  Removal removal(Connection connection, Layout layout, Sources sources) throws SQLException {
    if (sources.data().mode() != TableMode.MIRROR) {
      return Removal.NONE;
    }
    Mirror mirror = new Mirror(connection, layout, sources, terms);
    if (byTable.putIfAbsent(layout.table().name(), mirror) != null) {
      throw new RepeatedMirrorException(terms.seeder(), layout.table().name());
    }
    return mirror;
  }

  /**
   * Deletes what could not be deleted before, the last table first: the order in which tables are
   * loaded goes from those that are referred to, to those that refer.
   */
  RowCounts finish(Connection connection) throws SQLException {
    long before = deleted();
    List<Deletion> left = new ArrayList<>();
    byTable.values().forEach(mirror -> left.addFirst(mirror.deletion()));
    for (Deletion deletion : left) {
      deletion.finish(connection);
    }
    return new RowCounts(0, 0, deleted() - before, 0);
  }

  private long deleted() {
    return byTable.values().stream().mapToLong(Mirror::deleted).sum();
  }
}
