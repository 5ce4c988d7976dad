package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The server does not encrypt, or its certificate is not to be trusted. Nothing was sent to it. */
public final class EncryptionFailedException extends TilthException {

  private static final long serialVersionUID = 1L;

  EncryptionFailedException(DatabaseAddress address, String observed, SQLException cause) {
    super(
        ("There is no encrypted connection to the database server %s (database '%s', user '%s') as"
             + " it is asked for: %s Across a network, the server's certificate is verified"
             + " (sslmode=verify-full) unless the environment is said to be dev. Name the file with"
             + " the certificates to trust: sslrootcert in the URL, or PGSSLROOTCERT; or say"
             + " another sslmode in the URL, or PGSSLMODE.")
            .formatted(address.hostsAndPorts(), address.database(), address.user(), observed),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DATABASE_UNREACHABLE;
  }
}
