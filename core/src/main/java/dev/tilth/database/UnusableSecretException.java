package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A secret was fetched, and is not that of a database. Shows no part of it. */
public final class UnusableSecretException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnusableSecretException(String id, String problem, String next) {
    super("The secret %s cannot be used for the database: %s. %s".formatted(id, problem, next));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
