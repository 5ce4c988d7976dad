package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The server answered, but takes no connection at the moment: trying again later can help. */
public final class ServerBusyException extends TilthException {

  private static final long serialVersionUID = 1L;

  ServerBusyException(DatabaseAddress address, SQLException cause) {
    super(
        ("The database server %s takes no new connection at the moment (database '%s', user '%s',"
                + " SQLSTATE %s): %s %s")
            .formatted(
                address.hostsAndPorts(),
                address.database(),
                address.user(),
                SqlStates.of(cause),
                ConnectFailures.sentence(cause),
                next(cause)),
        cause);
  }

  private static String next(SQLException cause) {
    return SqlStates.of(cause).equals(SqlStates.TOO_MANY_CONNECTIONS)
        ? "Close connections of other clients, lower --parallel, or raise the limit that the server"
            + " names, and run it again."
        : "Wait until the server has started, and run it again.";
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DATABASE_UNREACHABLE;
  }
}
