package dev.tilth.testing;

/** The property that chooses the test server has a value that means nothing. */
public final class UnknownServerKindException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownServerKindException(String kind) {
    super(
        "The system property %s is '%s'; it can be 'embedded' or 'testcontainers'."
            .formatted(TestServer.KIND_PROPERTY, kind));
  }
}
