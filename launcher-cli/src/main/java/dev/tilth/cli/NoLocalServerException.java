package dev.tilth.cli;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** This installation has no development server. */
final class NoLocalServerException extends TilthException {

  private static final long serialVersionUID = 1L;

  NoLocalServerException() {
    super(
        "This installation has no development server: its folder dev/ is missing, as in a"
            + " container image. Name a database with DATABASE_URL"
            + " (postgresql://user:password@host:5432/database) or DATABASE_SECRET.");
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
