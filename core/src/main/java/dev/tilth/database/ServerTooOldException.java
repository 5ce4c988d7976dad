package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A server whose PostgreSQL lacks what Tilth's guarantees rest on. */
public final class ServerTooOldException extends TilthException {

  private static final long serialVersionUID = 1L;

  ServerTooOldException(String database, int version) {
    super(
        ("The server of %s is PostgreSQL %d, but %d or later is needed. Nothing was changed."
                + " Upgrade the server, or choose another one.")
            .formatted(database, version, DirectSource.OLDEST_SUPPORTED));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
