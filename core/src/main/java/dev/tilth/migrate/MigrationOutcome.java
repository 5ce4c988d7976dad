package dev.tilth.migrate;

import dev.tilth.spi.TilthException;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one pending migration.
 *
 * @param failure present where it failed
 */
public record MigrationOutcome(
    String script, Result result, Duration duration, Optional<TilthException> failure) {

  /** How it ended. */
  public enum Result {
    APPLIED,
    FAILED,
    /** An earlier one failed. */
    NOT_REACHED
  }
}
