package dev.tilth.seed;

import dev.tilth.spi.RowCounts;
import java.util.List;

/**
 * What was written into one table.
 *
 * @param table schema and name as the catalogue has them; of a partition, those of the topmost
 *     table that it is a part of
 */
public record TableRows(String table, RowCounts rows) {

  /** All of them together. */
  public static RowCounts sum(List<TableRows> tables) {
    return tables.stream().map(TableRows::rows).reduce(RowCounts.NONE, RowCounts::plus);
  }
}
