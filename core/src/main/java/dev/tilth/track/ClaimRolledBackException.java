package dev.tilth.track;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Something in a seeder ran a ROLLBACK of its own, and took its claim back with it. */
public final class ClaimRolledBackException extends TilthException {

  private static final long serialVersionUID = 1L;

  ClaimRolledBackException(String seeder) {
    super(
        ("The claim of %s was rolled back before the seeder had ended, which only a ROLLBACK in its"
                + " own SQL can do; nobody can tell which of its rows are there. Remove that"
                + " ROLLBACK, use DSLContext.transaction for a savepoint, look at the rows, and run"
                + " again.")
            .formatted(seeder));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DECISION_NEEDED;
  }
}
