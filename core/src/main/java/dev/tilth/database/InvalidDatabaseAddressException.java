package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/**
 * A database URL or secret that cannot be used. Shows no part of it, because what was meant as a
 * password may stand anywhere in a malformed URL.
 */
public final class InvalidDatabaseAddressException extends TilthException {

  private static final long serialVersionUID = 1L;

  private final String problem;

  private InvalidDatabaseAddressException(String what, String problem, String next) {
    super("The %s cannot be used: %s. %s".formatted(what, problem, next));
    this.problem = problem;
  }

  static InvalidDatabaseAddressException url(String problem) {
    return new InvalidDatabaseAddressException(
        "database URL",
        problem,
        "Write it as postgresql://user:password@host:5432/database; in user name and password, the"
            + " characters @ : / ? # [ ] % and blanks must be percent-encoded (@ is %40).");
  }

  static InvalidDatabaseAddressException secret(String problem) {
    return new InvalidDatabaseAddressException(
        "database secret",
        problem,
        "It must be a JSON object such as {\"username\": ..., \"password\": ..., \"host\": ...,"
            + " \"port\": 5432, \"dbname\": ...}, as Amazon RDS keeps it in Secrets Manager.");
  }

  /** Why, as a part of a sentence. */
  public String problem() {
    return problem;
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
