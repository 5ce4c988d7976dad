package dev.tilth.testing;

import java.nio.file.Path;
import java.util.Locale;

/** A running server was expected. */
public final class ServerNotRunningException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ServerNotRunningException(Path directory, ServerStatus status) {
    super(
        "The PostgreSQL of %s is not running (it is %s). Start it first."
            .formatted(directory, status.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
  }
}
