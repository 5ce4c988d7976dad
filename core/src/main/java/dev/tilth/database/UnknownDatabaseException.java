package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The server has no database of that name. */
public final class UnknownDatabaseException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnknownDatabaseException(DatabaseAddress address, SQLException cause) {
    super(
        ("There is no database '%s' on the server %s (log-in as user '%s'). Check the name, or"
                + " create it: CREATE DATABASE \"%s\".")
            .formatted(
                address.database(),
                address.hostsAndPorts(),
                address.user(),
                address.database().replace("\"", "\"\"")),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DATABASE_UNREACHABLE;
  }
}
