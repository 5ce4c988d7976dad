package dev.tilth.cli;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Something that nobody foresaw: a defect, or a machine in trouble. */
final class UnexpectedFailureException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnexpectedFailureException(Throwable cause) {
    super(
        "Something unexpected happened: %s: %s. Run again with --verbose to see where."
            .formatted(cause.getClass().getName(), firstLine(cause)),
        cause);
  }

  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
