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

  /** Whether this is a success of the same repeatable migration with the same content. */
  boolean isSuccessOf(MigrationScript repeatable) {
    return success
        && version.isEmpty()
        && description.equals(repeatable.description())
        && checksum.equals(Optional.of(repeatable.checksum()));
  }
}
