package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A data file that is not what its name says, or whose rows do not fit each other. */
final class MalformedFileException extends TilthException {

  private static final long serialVersionUID = 1L;

  MalformedFileException(Place place, String reason, String advice) {
    super("%s: %s. %s".formatted(place, reason, advice));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
