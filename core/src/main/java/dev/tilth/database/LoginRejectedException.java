package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The server answered and did not let the user in. */
public final class LoginRejectedException extends TilthException {

  private static final long serialVersionUID = 1L;

  LoginRejectedException(DatabaseAddress address, SQLException cause) {
    this(address, "", cause);
  }

  /**
   * After more was tried than one log-in.
   *
   * @param tried what, in sentences that end with a blank
   */
  LoginRejectedException(DatabaseAddress address, String tried, SQLException cause) {
    super(
        ("The database server %s rejected user '%s' for database '%s' (SQLSTATE %s): %s %sCheck"
                + " the user name and the password (%s), and that the server allows this user to"
                + " connect from this machine with these encryption settings.")
            .formatted(
                address.hostsAndPorts(),
                address.user(),
                address.database(),
                SqlStates.of(cause),
                ConnectFailures.sentence(cause),
                tried,
                address.password().isPresent() ? "one was given" : "none was given"),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DATABASE_UNREACHABLE;
  }
}
