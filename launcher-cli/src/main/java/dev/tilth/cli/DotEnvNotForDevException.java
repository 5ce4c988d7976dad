package dev.tilth.cli;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.nio.file.Path;

/** A {@code .env} file names an environment other than dev. */
final class DotEnvNotForDevException extends TilthException {

  private static final long serialVersionUID = 1L;

  DotEnvNotForDevException(Path file, String environment) {
    super(
        ("The file %s sets TILTH_ENV to %s, but it is read in environment dev only. Remove that"
             + " line, and name the environment with --env or in the real environment variables.")
            .formatted(file, environment));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
