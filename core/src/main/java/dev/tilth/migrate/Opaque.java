package dev.tilth.migrate;

import java.sql.Connection;

/**
 * A statement of which the catalogue does not tell whether it was complete. Where the server
 * reported an error, it was not, and it runs again; where nobody saw its end, a person decides.
 *
 * @param atomic false: it may have committed a part of its work before an error
 */
record Opaque(String head, boolean atomic) implements LoneStatement {

  @Override
  public String kind() {
    return "opaque";
  }

  @Override
  public String state(Connection connection, String script) {
    return "";
  }

  @Override
  public Next reconcile(Connection connection, Attempt attempt) {
    if (!isUndoneBy(attempt.failed())) {
      throw UndecidedMigrationException.unknownEnd(attempt, head);
    }
    return Next.RUN;
  }

  /** Whether nothing is left of an attempt that ended, or not, with an error of the server. */
  boolean isUndoneBy(boolean error) {
    return atomic && error;
  }

  @Override
  public void abandon(Connection connection, Attempt attempt) {
    if (!isUndoneBy(attempt.failed())) {
      throw UndecidedMigrationException.givenUp(attempt, head);
    }
  }
}
