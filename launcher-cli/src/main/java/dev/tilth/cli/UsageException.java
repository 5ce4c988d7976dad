package dev.tilth.cli;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** The arguments cannot be understood. */
final class UsageException extends TilthException {

  private static final long serialVersionUID = 1L;

  UsageException(String problem, String command) {
    super("%s See: %s --help".formatted(problem, command));
  }

  UsageException(String problem, String command, Throwable cause) {
    super("%s See: %s --help".formatted(problem, command), cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
