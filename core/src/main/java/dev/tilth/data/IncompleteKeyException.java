package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A row whose business key is NULL, in part or as a whole. */
final class IncompleteKeyException extends TilthException {

  private static final long serialVersionUID = 1L;

  IncompleteKeyException(Place place, String key) {
    super(
        "%s: the key (%s) is NULL. Every row needs a key; an empty field without quotes is NULL."
            .formatted(place, key));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
