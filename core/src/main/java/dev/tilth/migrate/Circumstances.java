package dev.tilth.migrate;

import dev.tilth.database.Blocker;
import dev.tilth.database.SqlStates;
import java.time.Duration;
import java.util.Optional;

/**
 * How a script came to fail for good.
 *
 * @param lone whether it runs outside a transaction
 * @param known whether it is known that it was not applied
 * @param tries how often it was tried
 * @param time since the first try
 * @param blocker who was in the way at the last one
 */
record Circumstances(
    String script,
    boolean lone,
    boolean known,
    int tries,
    Duration time,
    Optional<Blocker> blocker) {

  /** Which limit struck, what was tried, what is left, and what to do. */
  String advice(Failure failure) {
    boolean passing = failure.isTransient();
    return limit(failure.sql().map(SqlStates::of).orElse(""))
        + tried()
        + inTheWay(passing)
        + (lone ? ofLone() : ofTransaction(passing, known));
  }

  private String limit(String sqlState) {
    return switch (sqlState) {
      case SqlStates.LOCK_NOT_AVAILABLE -> "The limit is tilth.database.lock-timeout. ";
      case SqlStates.QUERY_CANCELED ->
          "If a limit struck, it is %s. "
              .formatted(
                  lone
                      ? "tilth.migrations.non-transactional-timeout"
                      : "tilth.database.statement-timeout");
      default -> "";
    };
  }

  private String tried() {
    return tries == 1 ? "" : "It was tried %d times in %d s. ".formatted(tries, time.toSeconds());
  }

  private String inTheWay(boolean passing) {
    return passing && blocker.isPresent()
        ? "In the way was %s. Wait for its end, or end it with SELECT pg_terminate_backend(%d). "
            .formatted(blocker.get(), blocker.get().pid())
        : "";
  }

  private static String ofTransaction(boolean passing, boolean known) {
    if (!known) {
      return "Whether it was committed before, the history could not be asked now; run again, and"
          + " the run asks it.";
    }
    return passing
        ? "Its transaction was rolled back; run again when the cause is gone."
        : "Its transaction was rolled back; correct the script and run again.";
  }

  private static String ofLone() {
    return "It runs outside a transaction: the next run finds out what it left and goes on from"
        + " there. Correct the cause and run again.";
  }
}
