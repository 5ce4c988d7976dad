package dev.tilth.testing.embedded;

/** A machine for which nobody builds the binaries that we use. */
public final class UnsupportedPlatformException extends EmbeddedPostgresException {

  private static final long serialVersionUID = 1L;

  UnsupportedPlatformException(String system, String architecture) {
    super(
        "The embedded PostgreSQL does not run on %s (%s): Linux and macOS on x86-64 or arm64 are supported. Use a PostgreSQL of your own: DATABASE_URL for development, TILTH_TEST_DATABASE_URL for tests."
            .formatted(system, architecture),
        null);
  }
}
