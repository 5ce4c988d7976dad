package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A reference by business key that leads to several rows. */
final class AmbiguousReferenceException extends TilthException {

  private static final long serialVersionUID = 1L;

  AmbiguousReferenceException(String file, long line, String values, TableName table) {
    super(
        "%s:%d: table %s has several rows for %s. Refer to it by columns that are unique."
            .formatted(file, line, table, values));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
