package dev.tilth.testing;

/** The URL of the test server cannot be understood; it is not shown, since it holds a password. */
public final class TestServerUrlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TestServerUrlException() {
    super(
        "%s is not a PostgreSQL URL with a host and a user. Its form is postgresql://user:password@host:port/database."
            .formatted(TestServer.URL_VARIABLE));
  }
}
