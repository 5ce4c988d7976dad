package dev.tilth.testing;

/** A template could not be prepared, so that no test that wants it can run. */
public final class TemplateFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TemplateFailedException(Class<? extends DatabaseTemplate> template, Throwable cause) {
    super(
        "The template database %s could not be prepared: %s"
            .formatted(template.getName(), cause.getMessage()),
        cause);
  }
}
