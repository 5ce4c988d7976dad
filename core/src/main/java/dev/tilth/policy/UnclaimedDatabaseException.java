package dev.tilth.policy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A database that belongs to no environment yet may not be taken without a person's word. */
public final class UnclaimedDatabaseException extends TilthException {

  private static final long serialVersionUID = 1L;

  private UnclaimedDatabaseException(String message) {
    super(message);
  }

  static UnclaimedDatabaseException notEmpty(String environment) {
    return new UnclaimedDatabaseException(
        ("This database is not empty, and no run of Tilth has recorded which environment it is."
                + " Nothing was written. If its objects may stay and the migrations are to be"
                + " applied beside them from the first on, type:"
                + " tilth init --env %s --existing")
            .formatted(environment));
  }

  static UnclaimedDatabaseException guarded(String environment) {
    return new UnclaimedDatabaseException(
        ("This database has not been recorded as %1$s yet, and %1$s is protected, so that no"
                + " forgotten flag can take a database for it. Nothing was written. If it is %1$s,"
                + " say so once: add --claim-database, or type: tilth init --env %1$s"
                + " --claim-database")
            .formatted(environment));
  }

  static UnclaimedDatabaseException guardedTarget(String from, String to) {
    return new UnclaimedDatabaseException(
        ("%2$s is protected, so that a database becomes it only by a person's word. Nothing was"
                + " written. If that is meant, type: tilth init --reassign --from %1$s --to %2$s"
                + " --claim-database")
            .formatted(from, to));
  }

  /** There is no recorded environment that could become another one. */
  public static UnclaimedDatabaseException nothingToReassign(String from) {
    return new UnclaimedDatabaseException(
        ("This database has not been recorded as any environment, so that it cannot be reassigned"
                + " from %s. Nothing was written. Check its address, or record what it is: tilth"
                + " init --env NAME")
            .formatted(from));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DECISION_NEEDED;
  }
}
