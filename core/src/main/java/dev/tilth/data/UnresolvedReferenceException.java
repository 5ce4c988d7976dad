package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A reference by business key that leads to no row. */
final class UnresolvedReferenceException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnresolvedReferenceException(Place place, String values, TableName table) {
    super(
        "%s: table %s has no row for %s. Correct the value, or load that table first."
            .formatted(place, table, values));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
