package dev.tilth.deploy;

import dev.tilth.database.ServerMessage;
import dev.tilth.database.SqlStates;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The server did not let a plan compare a seeder's tables. */
final class UnforeseenException extends TilthException {

  private static final long serialVersionUID = 1L;

  private UnforeseenException(String seeder, String reason, SQLException cause) {
    super(
        "What seeder %s would do to its tables cannot be foreseen: %s A plan reads them, and fills a temporary table beside them, as the role that deploys."
            .formatted(seeder, reason),
        cause);
  }

  /** In a protected environment without the server's words, which may quote a row. */
  static UnforeseenException of(String seeder, SQLException cause, EnvironmentPolicy environment) {
    return environment.guarded()
        ? new UnforeseenException(
            seeder,
            "the server reports SQLSTATE %s, and what it says is not shown of a protected environment."
                .formatted(SqlStates.of(cause)),
            new SQLException("The server refused.", cause.getSQLState()))
        : new UnforeseenException(seeder, ServerMessage.of(cause), cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
