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

  private final List<AppliedMigration> rows;
  private final List<JournalEntry> openJournal;
  private final Map<Version, AppliedMigration> versioned = new HashMap<>();
  private final Map<String, AppliedMigration> repeatable = new HashMap<>();
  private final Optional<Version> baseline;

  MigrationHistory(DatabaseState state) {
    this.rows = state.applied();
    this.openJournal = state.openJournal();
    this.baseline =
        rows.stream()
            .filter(AppliedMigration::isBaseline)
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
    return Optional.ofNullable(row).filter(found -> !found.isBaseline());
  }

  /** The rows with a version, in the order in which they were applied; a baseline is none. */
  Stream<AppliedMigration> versioned() {
    return rows.stream().filter(row -> row.version().isPresent() && !row.isBaseline());
  }

  boolean isAtOrBelowBaseline(Version version) {
    return baseline.isPresent() && version.compareTo(baseline.get()) <= 0;
  }

  /** The highest version, apart from those that failed and are reconciled. */
  Optional<Version> newest() {
    return versioned.values().stream()
        .filter(row -> !isToBeReconciled(row))
        .flatMap(row -> row.version().stream())
        .max(Comparator.naturalOrder());
  }

  /** Whether the newest success of a repeatable script has this content, failures aside. */
  boolean isInEffect(MigrationScript script) {
    return rows.stream()
        .filter(row -> row.success() && row.isRepeatable(script.description()))
        .reduce((older, newer) -> newer)
        .filter(row -> row.isSuccessOf(script))
        .isPresent();
  }

  /** Whether it failed and the journal tells what to compare with before it is tried again. */
  boolean isToBeReconciled(AppliedMigration row) {
    return !row.success()
        && openJournal.stream().anyMatch(entry -> entry.script().equals(row.script()));
  }
}
