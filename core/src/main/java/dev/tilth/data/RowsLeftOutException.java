package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Rows that are still missing although the database reported no error. */
final class RowsLeftOutException extends TilthException {

  private static final long serialVersionUID = 1L;

  RowsLeftOutException(String file, TableName table, long rows, int attempts) {
    super(
        "Table %s still lacks %d rows of %s after %d attempts to insert them. A trigger or a rule drops them, or another session keeps deleting them: stop it and run again."
            .formatted(table, rows, file, attempts));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
