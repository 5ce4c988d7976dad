package dev.tilth.data;

import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The mirrors of one attempt of one seeder. */
final class Mirrors {

  private final LoadTerms terms;
  private final SequencedMap<TableName, Mirror> byTable = new LinkedHashMap<>();

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
  List<LoadedTable> finish(LoadSite site) throws SQLException {
    List<LoadedTable> finished = new ArrayList<>();
    if (byTable.isEmpty()) {
      return finished;
    }
    site.straight().settle();
    for (Map.Entry<TableName, Mirror> mirror : byTable.reversed().entrySet()) {
      long before = mirror.getValue().deleted();
      mirror.getValue().deletion().finish(site.connection());
      long deleted = mirror.getValue().deleted() - before;
      finished.add(new LoadedTable(mirror.getKey(), new RowCounts(0, 0, deleted, 0)));
    }
    return finished;
  }
}
