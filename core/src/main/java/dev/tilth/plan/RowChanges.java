package dev.tilth.plan;

import dev.tilth.spi.RowCounts;
import java.util.List;

/** What a seeder would do to the rows of one table, as far as that can be known before it runs. */
public sealed interface RowChanges {

  /** The table's name. */
  String table();

  /**
   * It is known.
   *
   * @param counts all of them, exactly
   * @param digest see {@link RowDigest}: of all rows that would change, shown or not
   * @param along rows of other tables that go, or change, with those that are deleted
   * @param rows the first of those that would change, as many as were asked for: those of the
   *     source in its order, then those that would be deleted
   */
  record Known(
      String table, RowCounts counts, String digest, List<Along> along, List<RowChange> rows)
      implements RowChanges {

    public Known {
      along = List.copyOf(along);
      rows = List.copyOf(rows);
    }

    /** Whether another look found the same. */
    public boolean isSameAs(Known other) {
      return counts.equals(other.counts) && digest.equals(other.digest);
    }

    /** How many rows would change. */
    public long changed() {
      return counts.inserted() + counts.updated() + counts.deleted();
    }
  }

  /**
   * The table is not there yet, so that every row is a new one.
   *
   * @param rows how many the source has
   */
  record NewTable(String table, long rows) implements RowChanges {}

  /**
   * It depends on what is done before.
   *
   * @param until what has to be done, as words after "until": {@code RoleSeeder has run}
   */
  record Unknown(String table, String until) implements RowChanges {}

  /**
   * Rows that foreign keys take along when those that they refer to are deleted.
   *
   * @param table their table
   * @param rows how many of them
   * @param deleted whether they go, too; otherwise they are changed to refer to nothing
   */
  record Along(String table, long rows, boolean deleted) {}
}
