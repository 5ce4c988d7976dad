package dev.tilth.data;

import dev.tilth.database.SqlStates;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/** The role may not create the temporary table through which rows are compared. */
final class TemporaryForbiddenException extends TilthException {

  private static final long serialVersionUID = 1L;

  /** In PostgreSQL's src/backend/catalog/namespace.c. */
  private static final String ROUTINE = "InitTempTableNamespace";

  TemporaryForbiddenException(String table, SQLException cause) {
    super(
        "The rows for table %s are compared through a temporary table, which the server does not let this role create: %s. Have the owner of the database grant it to the role (GRANT TEMPORARY ON DATABASE), and run again."
            .formatted(table, ServerError.of(cause).message()),
        cause);
  }

  /**
   * By the server's routine, which no language changes: the same statement fails in the same way
   * where the role may not read the table.
   */
  static boolean isToldBy(SQLException failure) {
    return ServerError.of(failure).state().equals(SqlStates.INSUFFICIENT_PRIVILEGE)
        && failure instanceof PSQLException error
        && error.getServerErrorMessage() != null
        && ROUTINE.equals(error.getServerErrorMessage().getRoutine());
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
