package dev.tilth.seed;

import dev.tilth.spi.RowCounts;
import org.jspecify.annotations.Nullable;

/**
 * What the server saw written into one table or one partition.
 *
 * @param table schema and name
 * @param whole the same of the topmost table that it is a partition of, or its own
 */
record WrittenPart(String table, String whole, RowCounts rows) {

  /** The difference. */
  WrittenPart since(@Nullable WrittenPart before) {
    RowCounts then = before == null ? RowCounts.NONE : before.rows;
    return new WrittenPart(
        table,
        whole,
        new RowCounts(
            rows.inserted() - then.inserted(),
            rows.updated() - then.updated(),
            rows.deleted() - then.deleted(),
            0));
  }
}
