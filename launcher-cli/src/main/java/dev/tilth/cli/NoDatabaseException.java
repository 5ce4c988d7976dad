package dev.tilth.cli;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Nobody said which database, and the environment has no development server. */
final class NoDatabaseException extends TilthException {

  private static final long serialVersionUID = 1L;

  NoDatabaseException(String environment) {
    super(
        ("No database is configured for environment %s. Set DATABASE_URL"
             + " (postgresql://user:password@host:5432/database), or DATABASE_SECRET (the JSON of"
             + " the secret that Amazon RDS manages), or TILTH_DATABASE_SECRET_ID (its name or ARN,"
             + " to fetch it from AWS Secrets Manager), or tilth.database in tilth.conf. Only"
             + " environment dev has a server of its own.")
            .formatted(environment));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
