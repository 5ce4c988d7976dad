package dev.tilth.testing.embedded;

import java.nio.file.Path;

/** Nowhere to unpack the binaries to. */
public final class NoCacheException extends EmbeddedPostgresException {

  private static final long serialVersionUID = 1L;

  NoCacheException(Path first, Path second) {
    super(
        "The PostgreSQL binaries cannot be unpacked: neither %s nor %s is a directory that this user owns and can write (and the server's user can reach). Set XDG_CACHE_HOME to one."
            .formatted(first, second),
        null);
  }
}
