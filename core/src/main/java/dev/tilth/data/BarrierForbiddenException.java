package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The role may load a table, but not close it to the writes of others. */
final class BarrierForbiddenException extends TilthException {

  private static final long serialVersionUID = 1L;

  BarrierForbiddenException(String table, String sql, SQLException cause) {
    super(
        "A run with --plan closes table %s to the writes of others while it is compared and loaded, which the server grants to roles that may update, delete or truncate it: GRANT UPDATE ON %s TO the role, or run without --plan."
            .formatted(table, sql),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
