package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TilthException;

/** A mirror would delete more rows than its author declared: refused like what a policy forbids. */
final class TooManyDeletionsException extends TilthException {

  private static final long serialVersionUID = 1L;

  private TooManyDeletionsException(TableData data, String table, long rows) {
    super(
        "The mirror of table %s would delete %d %s, but may delete %d at most; nothing is deleted. Put them back into %s or, if all of them are to go, declare mostDeleted(%d)."
            .formatted(
                table,
                rows,
                rows == 1 ? "row" : "rows",
                data.mostDeleted(),
                data.source().name(),
                rows));
  }

  static void check(TableData data, String table, long rows) {
    if (rows > data.mostDeleted()) {
      throw new TooManyDeletionsException(data, table, rows);
    }
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
