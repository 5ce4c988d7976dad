package dev.tilth.plan;

import dev.tilth.policy.EnvironmentPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the scripts of this build with Flyway's history. */
final class MigrationComparison {

  private static final String BASELINE = "BASELINE";

  private final List<MigrationScript> scripts;
  private final List<AppliedMigration> applied;
  private final Map<Version, AppliedMigration> versioned = new HashMap<>();
  private final Map<String, AppliedMigration> repeatable = new HashMap<>();
  private final Optional<Version> baseline;

  MigrationComparison(List<MigrationScript> scripts, DatabaseState state) {
    this.scripts = scripts;
    this.applied = state.migrations();
    this.baseline =
        applied.stream()
            .filter(row -> row.type().equals(BASELINE))
            .flatMap(row -> row.version().stream())
            .max(Comparator.naturalOrder());
    for (AppliedMigration row : applied) {
      row.version()
          .ifPresentOrElse(
              version -> versioned.put(version, row), () -> repeatable.put(row.description(), row));
    }
  }

  /** What was applied and is different, failed, or gone. */
  List<String> changes() {
    List<String> changes = new ArrayList<>();
    scripts.forEach(script -> changeOf(script).ifPresent(changes::add));
    versioned.values().stream()
        .sorted(Comparator.comparingInt(AppliedMigration::rank))
        .filter(row -> !row.type().equals(BASELINE) && !isNewer(row) && !isInContent(row))
        .map(row ->
            "Migration %s was applied but is not in this build; put the script back."
                .formatted(row.script()))
        .forEach(changes::add);
    return changes;
  }

  private Optional<String> changeOf(MigrationScript script) {
    AppliedMigration row =
        script.version().map(versioned::get).orElse(repeatable.get(script.description()));
    if (row == null || row.type().equals(BASELINE)) {
      return Optional.empty();
    }
    if (!row.success()) {
      return Optional.of(
          ("Migration %s failed half-way through, outside a transaction. Correct what it left in"
                  + " the database, delete its row from the history table, and run again.")
              .formatted(script.script()));
    }
    boolean differs = row.checksum().isPresent() && row.checksum().get() != script.checksum();
    return differs && !script.isRepeatable()
        ? Optional.of(
            ("Migration %s was changed after it had been applied (checksum %d then, %d now);"
                    + " restore it and put the change into a new migration.")
                .formatted(script.script(), row.checksum().get(), script.checksum()))
        : Optional.empty();
  }

  List<MigrationScript> pending(EnvironmentPolicy policy) {
    List<MigrationScript> pending = scripts.stream().filter(this::isPending).toList();
    List<MigrationScript> late = pending.stream().filter(this::isOlderThanApplied).toList();
    if (!late.isEmpty() && !policy.outOfOrder()) {
      throw new OutOfOrderException(policy, late, newestApplied().orElseThrow());
    }
    return pending;
  }

  private boolean isPending(MigrationScript script) {
    if (script.version().isPresent()) {
      Version version = script.version().get();
      boolean below = baseline.isPresent() && version.compareTo(baseline.get()) <= 0;
      return !below && !versioned.containsKey(version);
    }
    AppliedMigration row = repeatable.get(script.description());
    return row == null || !row.checksum().equals(Optional.of(script.checksum()));
  }

  private boolean isOlderThanApplied(MigrationScript script) {
    return script
        .version()
        .flatMap(version -> newestApplied().map(newest -> version.compareTo(newest) < 0))
        .orElse(false);
  }

  /** What a newer build applied is left alone: said, but no obstacle. */
  List<String> warnings() {
    List<String> newer =
        applied.stream()
            .filter(row -> row.version().isPresent() && isNewer(row) && !isInContent(row))
            .map(AppliedMigration::script)
            .toList();
    return newer.isEmpty()
        ? List.of()
        : List.of(
            "The database has migrations of a newer build, which stay as they are: %s."
                .formatted(String.join(", ", newer)));
  }

  private boolean isNewer(AppliedMigration row) {
    Optional<Version> newest =
        scripts.stream()
            .flatMap(script -> script.version().stream())
            .max(Comparator.naturalOrder());
    return newest.isEmpty() || row.version().orElseThrow().compareTo(newest.get()) > 0;
  }

  private boolean isInContent(AppliedMigration row) {
    return scripts.stream().anyMatch(script -> script.version().equals(row.version()));
  }

  private Optional<Version> newestApplied() {
    return versioned.keySet().stream().max(Comparator.naturalOrder());
  }
}
