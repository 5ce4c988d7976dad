package dev.tilth.seed;

import dev.tilth.spi.RowCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds up what the chunks of one run have written. Safe for use by several threads. */
final class ChunkTally {

  private final Map<String, RowCounts> tables = new LinkedHashMap<>();
  private int chunks;
  private boolean counted = true;
  private boolean exact = true;

  synchronized void add(WriteCounts counts) {
    chunks++;
    exact &= counts.exact();
    counted &= counts.tables().isPresent();
    for (TableRows rows : counts.tables().orElse(List.of())) {
      tables.merge(rows.table(), rows.rows(), RowCounts::plus);
    }
  }

  /** How many chunks were added. */
  synchronized int chunks() {
    return chunks;
  }

  synchronized WriteCounts sum() {
    List<TableRows> rows = new ArrayList<>();
    tables.forEach((table, counts) -> rows.add(new TableRows(table, counts)));
    return new WriteCounts(Optional.of(rows).filter(all -> counted), exact);
  }
}
