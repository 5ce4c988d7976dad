package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A reference by business key that leads to several rows. */
final class AmbiguousReferenceException extends TilthException {

  private static final long serialVersionUID = 1L;

  AmbiguousReferenceException(Place place, String values, TableName table) {
    super(
        "%s: table %s has several rows for %s. Refer to it by columns that are unique."
            .formatted(place, table, values));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
