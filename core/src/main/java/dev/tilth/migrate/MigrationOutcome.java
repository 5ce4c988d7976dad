package dev.tilth.migrate;

import dev.tilth.database.FailedAttempt;
import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of one pending migration.
 *
 * @param duration of its last attempt
 * @param failure present where it failed
 * @param retries the attempts that failed before the last one
 */
public record MigrationOutcome(
    String script,
    Result result,
    Duration duration,
    Optional<TilthException> failure,
    List<FailedAttempt> retries) {

  public MigrationOutcome {
    retries = List.copyOf(retries);
  }

  /** How it ended. */
  public enum Result {
    APPLIED,
    FAILED,
    /** The run was stopped while it was at work; what it did in a transaction is undone. */
    INTERRUPTED,
    /** An earlier one failed, or the run was stopped. */
    NOT_REACHED
  }
}
