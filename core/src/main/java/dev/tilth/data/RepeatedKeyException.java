package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A business key that two rows of one file have. */
final class RepeatedKeyException extends TilthException {

  private static final long serialVersionUID = 1L;

  RepeatedKeyException(Place place, long firstLine, String key) {
    super(
        "%s: the key %s is already that of line %d. Remove one of the two rows."
            .formatted(place, key, firstLine));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
