package dev.tilth.testing.embedded;

import java.nio.file.Path;

/** The server did not come up; the message ends with the last lines of its log. */
public final class ServerNotStartedException extends EmbeddedPostgresException {

  private static final long serialVersionUID = 1L;

  ServerNotStartedException(Path data, Path log, String lastLines) {
    super(
        "PostgreSQL did not start on the data directory %s. The log %s ends with:%n%s"
            .formatted(data, log, lastLines),
        null);
  }
}
