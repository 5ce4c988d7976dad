package dev.tilth.cli;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.nio.file.Path;

/** The development server cannot be used. */
final class LocalServerException extends TilthException {

  private static final long serialVersionUID = 1L;

  LocalServerException(Path place, RuntimeException cause) {
    super(
        "The development server of %s cannot be used: %s".formatted(place, cause.getMessage()),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DATABASE_UNREACHABLE;
  }
}
