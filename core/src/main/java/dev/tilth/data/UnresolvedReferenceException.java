package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A reference by business key that leads to no row. */
final class UnresolvedReferenceException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnresolvedReferenceException(String file, long line, String values, TableName table) {
    super(
        "%s:%d: table %s has no row for %s. Correct the value, or load that table first."
            .formatted(file, line, table, values));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
