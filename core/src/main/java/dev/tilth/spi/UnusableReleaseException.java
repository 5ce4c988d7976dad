package dev.tilth.spi;

import java.io.IOException;

/** The release that a build put into a content module is no number. */
public final class UnusableReleaseException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnusableReleaseException(String resource, String text) {
    super(
        ("The content release in %s must be a whole number of 0 or more with at most 18 digits, but"
                + " is '%s'. Nothing was written. Build the content again with such a number.")
            .formatted(resource, text));
  }

  UnusableReleaseException(String resource, IOException cause) {
    super(
        "The content release in %s cannot be read: %s. Nothing was written. Build the content again."
            .formatted(resource, cause.getMessage()),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
