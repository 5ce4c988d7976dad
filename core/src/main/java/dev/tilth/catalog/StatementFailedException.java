package dev.tilth.catalog;

import dev.tilth.database.ServerMessage;
import dev.tilth.script.SqlStatement;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The server refused a statement of an SQL seeder. */
public final class StatementFailedException extends TilthException {

  private static final long serialVersionUID = 1L;

  StatementFailedException(String file, SqlStatement statement, SQLException cause) {
    super(
        "%s:%d: %s ... failed: %s"
            .formatted(file, statement.line(), statement.head(), ServerMessage.of(cause)),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
