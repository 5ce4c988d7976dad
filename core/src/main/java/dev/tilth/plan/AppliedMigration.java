package dev.tilth.plan;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of Flyway's history table.
 *
 * @param rank the order in which it was applied
 * @param version empty for a repeatable migration
 * @param type Flyway's word, such as {@code SQL} or {@code BASELINE}
 * @param checksum empty where Flyway stored none
 * @param installedAt the server's time
 * @param success false only for a script that cannot run in a transaction and failed
 */
public record AppliedMigration(
    int rank,
    Optional<Version> version,
    String description,
    String type,
    String script,
    Optional<Integer> checksum,
    Instant installedAt,
    boolean success) {

  private static final String BASELINE = "BASELINE";
  private static final String DELETE = "DELETE";

  /** Whether this is a success of the same repeatable migration with the same content. */
  boolean isSuccessOf(MigrationScript repeatable) {
    return success
        && isRepeatable(repeatable.description())
        && checksum.equals(Optional.of(repeatable.checksum()));
  }

  boolean isRepeatable(String name) {
    return version.isEmpty() && description.equals(name);
  }

  /** Whether it stands for what was there before the first migration. */
  boolean isBaseline() {
    return type.equals(BASELINE);
  }

  /**
   * Whether it takes back every earlier row of its migration: {@code flyway repair} writes that of
   * a script which is gone.
   */
  boolean isDeletion() {
    return type.equals(DELETE) && success;
  }

  /** Whether this deletion is about that row. */
  boolean takesBack(AppliedMigration row) {
    return !row.isBaseline()
        && version.equals(row.version)
        && (version.isPresent() || description.equals(row.description));
  }
}
