package dev.tilth.testing;

/** Containers were asked for, but the library that starts them is not on the class path. */
public final class TestcontainersMissingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TestcontainersMissingException(Throwable cause) {
    super(
        "The system property %s asks for containers, but Testcontainers is not on the class path (%s). Add org.testcontainers:testcontainers-postgresql to the tests' dependencies."
            .formatted(TestServer.KIND_PROPERTY, cause.getMessage()),
        cause);
  }
}
