package dev.tilth.testing.embedded;

import org.jspecify.annotations.Nullable;

/** The base of every failure to find, unpack or run the PostgreSQL binaries. */
public abstract class EmbeddedPostgresException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  protected EmbeddedPostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
