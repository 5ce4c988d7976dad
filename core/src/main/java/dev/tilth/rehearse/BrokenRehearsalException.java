package dev.tilth.rehearse;

import dev.tilth.database.ServerMessage;
import dev.tilth.database.SqlStates;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** The transaction of a rehearsal came to its end before the rehearsal did. */
public final class BrokenRehearsalException extends TilthException {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  private BrokenRehearsalException(String message, FailureKind kind, Throwable failure) {
    super(message, failure);
    this.kind = kind;
  }

  /**
   * Finds out how.
   *
   * @param observed what the database or the driver said
   * @param failure of the step
   */
  static BrokenRehearsalException of(String step, SQLException observed, Throwable failure) {
    return SqlStates.isConnectionLoss(observed)
        ? new BrokenRehearsalException(
            ("The connection was lost while %s was rehearsed: %s The server rolls everything back,"
                    + " so that nothing of the rehearsal remains. Rehearse again when the"
                    + " connection is stable.")
                .formatted(step, ServerMessage.of(observed)),
            FailureKind.DATABASE_UNREACHABLE,
            failure)
        : new BrokenRehearsalException(
            ("The rehearsal's transaction could not go on after %s: %s If a statement of %s ended"
                    + " it, such as a COMMIT that is hidden in its SQL, what was done before that"
                    + " statement may remain. Look at it, and remove that statement.")
                .formatted(step, ServerMessage.of(observed), step),
            FailureKind.DECISION_NEEDED,
            failure);
  }

  @Override
  public FailureKind kind() {
    return kind;
  }
}
