package dev.tilth.lambda;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** The function's configuration names no database. */
public final class NoDatabaseException extends TilthException {

  private static final long serialVersionUID = 1L;

  NoDatabaseException() {
    super(
        "The function has no database: none of the environment variables DATABASE_URL,"
            + " DATABASE_SECRET and TILTH_DATABASE_SECRET_ID is set. Set one of them in the"
            + " function's configuration.");
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
