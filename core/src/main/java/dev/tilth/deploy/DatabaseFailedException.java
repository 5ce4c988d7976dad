package dev.tilth.deploy;

import dev.tilth.database.SqlStates;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** The database refused or broke off something that Tilth itself asked of it. */
public final class DatabaseFailedException extends TilthException {

  private static final long serialVersionUID = 1L;

  DatabaseFailedException(String database, SQLException cause) {
    super(
        "%s reported: %s (SQLSTATE %s). %s"
            .formatted(database, firstLine(cause), cause.getSQLState(), advice(cause)),
        cause);
  }

  /** jOOQ wraps what the driver threw; without that, the wrapper is a mistake of ours. */
  static RuntimeException of(String database, DataAccessException wrapper) {
    SQLException cause = wrapper.getCause(SQLException.class);
    return cause == null ? wrapper : new DatabaseFailedException(database, cause);
  }

  private static String advice(SQLException cause) {
    if (SqlStates.isConnectionLoss(cause)) {
      return "The connection is lost; every open transaction is rolled back. Run again.";
    }
    return SqlStates.INSUFFICIENT_PRIVILEGE.equals(cause.getSQLState())
        ? "The user lacks a privilege: it must own the tracker's schema and the objects that"
            + " migrations change, and may have to be granted CREATE on the database."
        : "Run again when the cause is gone; nothing has to be unlocked.";
  }

  private static @Nullable String firstLine(SQLException cause) {
    String message = cause.getMessage();
    return message == null ? null : message.lines().findFirst().orElse("");
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
