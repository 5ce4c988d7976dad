package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** No server answered, or the way to it broke, or its answer was not that of a working server. */
public final class ServerUnreachableException extends TilthException {

  private static final long serialVersionUID = 1L;

  ServerUnreachableException(DatabaseAddress address, String observed, SQLException cause) {
    super(
        ("There is no usable connection to the database server %s (database '%s', user '%s'): %s"
                + " Check the host and port, that the server is running, and that firewalls and"
                + " security groups let this machine through.")
            .formatted(address.hostsAndPorts(), address.database(), address.user(), observed),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DATABASE_UNREACHABLE;
  }
}
