package dev.tilth.rehearse;

import dev.tilth.database.Blocker;
import dev.tilth.database.ServerMessage;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.util.Optional;

/** A step met a limit of the rehearsal, or another session: that says nothing of the step. */
public final class DisturbedRehearsalException extends TilthException {

  private static final long serialVersionUID = 1L;

  /**
   * @param observed what the server said, among the causes of the failure
   */
  DisturbedRehearsalException(
      String step,
      SQLException observed,
      Optional<Blocker> blocker,
      RehearsalLimits limits,
      Throwable failure) {
    super(
        ("%s could not be rehearsed to its end: %s%s A rehearsal waits %d ms for a lock and %d ms"
                + " for a statement at most, so that nobody waits for it for long; a real run has"
                + " limits of its own, and tries again. Rehearse when nobody is in the way, or on a"
                + " copy.")
            .formatted(
                step,
                ServerMessage.of(observed),
                blocker.map(" In the way was %s."::formatted).orElse(""),
                limits.lock().toMillis(),
                limits.statement().toMillis()),
        failure);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
