package dev.tilth.testing.embedded;

/** PostgreSQL refuses to run as root, and no way to another user was found. */
public final class RootRefusedException extends EmbeddedPostgresException {

  private static final long serialVersionUID = 1L;

  RootRefusedException(String observed) {
    super(
        "PostgreSQL does not run as root, and it could not be started as another user: %s. Run as an ordinary user, or use a PostgreSQL of your own."
            .formatted(observed),
        null);
  }
}
