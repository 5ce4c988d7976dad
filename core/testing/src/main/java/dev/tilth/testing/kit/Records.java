package dev.tilth.testing.kit;

import java.util.List;
import java.util.stream.Stream;

/**
 * Tilth's and Flyway's own records, by the names that they have unless a configuration says others.
 */
final class Records {

  /** What is another in each run: instants, durations, keys of runs, and the books of runs. */
  static final List<String> PER_RUN =
      List.of(
          "tilth.run.*",
          "tilth.step.*",
          "tilth.journal.*",
          "tilth.database.claimed_at",
          "tilth.seed.attempt_id",
          "tilth.seed.started_at",
          "tilth.seed.finished_at",
          "tilth.seed.duration",
          "tilth.seed.run_id",
          "tilth.seed_superseded.superseded_at",
          "tilth.seed_chunk.started_at",
          "tilth.seed_chunk.finished_at",
          "tilth.seed_chunk.run_id",
          "tilth.seed_row.primary_key",
          "flyway_schema_history.installed_on",
          "flyway_schema_history.execution_time");

  /** What a seeder that runs again changes: its own records. */
  static final List<String> OF_SEEDERS =
      Stream.concat(
              PER_RUN.stream(),
              Stream.of(
                  "tilth.seed.*",
                  "tilth.seed_superseded.*",
                  "tilth.seed_chunk.*",
                  "tilth.database.release"))
          .toList();

  /** All of them, also which environment the database is and what Flyway has applied. */
  static final List<String> ALL =
      Stream.concat(
              OF_SEEDERS.stream(),
              Stream.of("tilth.database.*", "tilth.seed_row.*", "flyway_schema_history.*"))
          .toList();

  private Records() {}
}
