package dev.tilth.policy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Nobody said which environment this is, and the database does not know it either. */
public final class NoEnvironmentException extends TilthException {

  private static final long serialVersionUID = 1L;

  NoEnvironmentException() {
    super(
        "The environment is not known: the database does not say which it is, and it is not on"
            + " this machine, so that it is not taken for dev. Name it with --env or TILTH_ENV.");
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
