package dev.tilth.snapshot;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a snapshot leaves out besides the system's own schemas and what belongs to extensions.
 *
 * @param excludedSchemas names of schemas, unquoted, such as {@code tilth}; they and all in them
 * @param excludedTables names with their schema, unquoted, such as {@code
 *     public.flyway_schema_history}; with them go their columns, constraints, indexes, triggers and
 *     owned sequences
 */
public record SnapshotScope(Set<String> excludedSchemas, Set<String> excludedTables) {

  /** Leaves out nothing of the user's. */
  public static final SnapshotScope EVERYTHING = new SnapshotScope(Set.of(), Set.of());

  public SnapshotScope {
    excludedSchemas = Collections.unmodifiableSet(new TreeSet<>(excludedSchemas));
    excludedTables = Collections.unmodifiableSet(new TreeSet<>(excludedTables));
    for (String table : excludedTables) {
      if (table.indexOf('.') < 1) {
        throw new IllegalArgumentException(
            "An excluded table is named with its schema, as in public.history, but is '%s'."
                .formatted(table));
      }
    }
  }
}
