package dev.tilth.data;

import dev.tilth.plan.RowChange;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.RowDigest;
import dev.tilth.spi.RowCounts;
import java.util.ArrayList;
import java.util.List;

/** Changes as they are found: all are digested, the first of them kept. */
final class FoundChanges {

  /** Rows fetched at a time, so that memory does not grow with their number. */
  static final int FETCHED = 1_000;

  private final int most;
  private final RowDigest digest = new RowDigest();
  private final List<RowChange> kept = new ArrayList<>();
  private final List<RowChanges.Along> along = new ArrayList<>();

  FoundChanges(int most) {
    this.most = most;
  }

  void add(RowChange change) {
    digest.add(change);
    if (kept.size() < most) {
      kept.add(change);
    }
  }

  void add(RowChanges.Along rows) {
    digest.add(rows);
    along.add(rows);
  }

  RowChanges.Known known(Table table, RowCounts counts) {
    return new RowChanges.Known(table.name().toString(), counts, digest.hexadecimal(), along, kept);
  }
}
