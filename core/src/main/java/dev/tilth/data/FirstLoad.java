package dev.tilth.data;

import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Writes all rows of a source into a table that has none, without a comparison. Whether it still
 * has none is left to its unique indexes.
 */
final class FirstLoad {

  private static final int MOST_ROWS = 100;
  private static final int MOST_VALUES = 1000;

  /** In characters. */
  private static final int MOST_TEXT = 32 * 1024;

  private final Connection connection;
  private final Layout layout;
  private final Sources sources;
  private final Straight straight;

  FirstLoad(Connection connection, Layout layout, Sources sources, Straight straight) {
    this.connection = connection;
    this.layout = layout;
    this.sources = sources;
    this.straight = straight;
  }

  /**
   * Whether this comes to the same as a merge. A mirror records what it inserts, and an overlay's
   * rows take the place of others.
   */
  boolean isPossible() {
    return layout.table().untouched()
        && sources.data().mode() != TableMode.MIRROR
        && !sources.overlaid()
        && Passage.isOpen(layout);
  }

  /**
   * Runs once, where it is possible.
   *
   * @return nothing, and nothing is done, if a row cannot be inserted
   */
  Optional<RowCounts> run(Rows rows) throws SQLException {
    ReadAhead ahead = new ReadAhead(rows);
    int few = Math.min(MOST_ROWS, MOST_VALUES / layout.targets().size());
    if (!ahead.isWithin(few, MOST_TEXT)) {
      return copy(ahead);
    }
    List<Row> all = ahead.seen();
    if (all.isEmpty()) {
      return Optional.of(RowCounts.NONE);
    }
    // A server may log the parameters of statements, but never what is copied.
    return sources.discreet() || !StraightInsert.canTake(layout, all) ? copy(ahead) : insert(all);
  }

  private Optional<RowCounts> insert(List<Row> rows) throws SQLException {
    Optional<StraightInsert> insert = StraightInsert.of(layout, rows);
    return insert.isPresent() ? straight.insert(insert.get()) : Optional.empty();
  }

  private Optional<RowCounts> copy(Rows rows) throws SQLException {
    straight.settle();
    return new StraightCopy(connection, layout).run(rows, any -> true);
  }
}
