package dev.tilth.track;

import dev.tilth.spi.RowCounts;
import java.time.Duration;
import java.util.Optional;

/**
 * What one migration or seeder did in a run.
 *
 * @param kind {@code migration} or {@code seeder}
 * @param name the script or the seeder
 * @param outcome {@code applied}, {@code done_by_rival}, {@code failed} or {@code not_reached}
 * @param rows empty where nobody counted
 * @param error the message, without secrets
 */
public record StepRecord(
    String kind,
    String name,
    String outcome,
    Optional<RowCounts> rows,
    Duration duration,
    Optional<String> error) {

  private static final String SEEDER = "seeder";

  /** What became of a seeder. */
  public static StepRecord ofSeeder(
      String name,
      String outcome,
      Optional<RowCounts> rows,
      Duration duration,
      Optional<String> error) {
    return new StepRecord(SEEDER, name, outcome, rows, duration, error);
  }

  boolean isOfSeeder() {
    return kind.equals(SEEDER);
  }
}
