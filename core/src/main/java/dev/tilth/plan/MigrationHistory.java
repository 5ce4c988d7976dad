package dev.tilth.plan;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Flyway's history, by what its rows are about. */
final class MigrationHistory {

  private static final String BASELINE = "BASELINE";

  private final List<AppliedMigration> rows;
  private final List<JournalEntry> openJournal;
  private final Map<Version, AppliedMigration> versioned = new HashMap<>();
  private final Map<String, AppliedMigration> repeatable = new HashMap<>();
  private final Optional<Version> baseline;

  MigrationHistory(DatabaseState state) {
    this.rows = state.migrations();
    this.openJournal = state.openJournal();
    this.baseline =
        rows.stream()
            .filter(row -> row.type().equals(BASELINE))
            .flatMap(row -> row.version().stream())
            .max(Comparator.naturalOrder());
    for (AppliedMigration row : rows) {
      row.version()
          .ifPresentOrElse(
              version -> versioned.put(version, row), () -> repeatable.put(row.description(), row));
    }
  }

  /** The last row of a script; a baseline is none. */
  Optional<AppliedMigration> of(MigrationScript script) {
    @Nullable AppliedMigration row =
        script.version().isPresent()
            ? versioned.get(script.version().get())
            : repeatable.get(script.description());
    return Optional.ofNullable(row).filter(found -> !found.type().equals(BASELINE));
  }

  /** The rows with a version, in the order in which they were applied; a baseline is none. */
  Stream<AppliedMigration> versioned() {
    return rows.stream().filter(row -> row.version().isPresent() && !row.type().equals(BASELINE));
  }

  boolean isAtOrBelowBaseline(Version version) {
    return baseline.isPresent() && version.compareTo(baseline.get()) <= 0;
  }

  Optional<Version> newest() {
    return versioned.keySet().stream().max(Comparator.naturalOrder());
  }

  /** Whether it failed and the journal tells what to compare with before it is tried again. */
  boolean isToBeReconciled(AppliedMigration row) {
    return !row.success()
        && openJournal.stream().anyMatch(entry -> entry.script().equals(row.script()));
  }
}
