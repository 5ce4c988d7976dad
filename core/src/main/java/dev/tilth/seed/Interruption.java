package dev.tilth.seed;

import dev.tilth.database.SqlStates;
import dev.tilth.database.StopSignal;
import dev.tilth.spi.TilthException;
import java.util.Optional;

/** Whether a run that was stopped, or its thread interrupted, is why something failed. */
record Interruption(StopSignal stop) {

  private static final String ROLLED_BACK = "interrupted: it was rolled back";
  private static final String IN_DOUBT =
      "interrupted: its commit was on its way, and the record decides whether it took effect";

  /**
   * What became of the transaction that was interrupted.
   *
   * @param doubt whether its commit was not answered
   */
  static String outcome(boolean doubt) {
    return doubt ? IN_DOUBT : ROLLED_BACK;
  }

  boolean explains(Throwable failure) {
    return isOfThread(failure) || isOfStop(failure);
  }

  /** An interrupted thread stops its run. */
  void passOn(Throwable failure) {
    if (isOfThread(failure)) {
      Thread.currentThread().interrupt();
      stop.stopBeforeNextStep(new SeedingInterruptedException(failure));
    }
  }

  private static boolean isOfThread(Throwable failure) {
    return Thread.currentThread().isInterrupted()
        || SqlStates.causes(failure).anyMatch(InterruptedException.class::isInstance);
  }

  /** What a seeder makes of its cancelled statement is no failure of its own. */
  private boolean isOfStop(Throwable failure) {
    Optional<TilthException> reason = stop.reason();
    return reason.isPresent()
        && (failure.equals(reason.get())
            || SqlStates.find(
                    failure,
                    cause ->
                        SqlStates.of(cause).equals(SqlStates.QUERY_CANCELED)
                            || SqlStates.isConnectionLoss(cause))
                .isPresent());
  }
}
