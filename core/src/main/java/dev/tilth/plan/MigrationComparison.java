package dev.tilth.plan;

import dev.tilth.policy.EnvironmentPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Compares the scripts of this build with Flyway's history. */
final class MigrationComparison {

  private final List<MigrationScript> scripts;
  private final MigrationHistory history;
  private final BuildAge age;

  MigrationComparison(List<MigrationScript> scripts, DatabaseState state, BuildAge age) {
    this.scripts = scripts;
    this.history = new MigrationHistory(state);
    this.age = age;
  }

  /** What was applied and is different, or failed. */
  List<String> changes() {
    return scripts.stream().flatMap(script -> changeOf(script).stream()).toList();
  }

  /** What was applied and is gone. */
  List<String> vanished() {
    return history
        .versioned()
        .filter(row -> !history.isToBeReconciled(row))
        .filter(row -> !isInContent(row) && !isOfNewerBuild(row))
        .map(row ->
            "Migration %s was applied but is not in this build; put the script back."
                .formatted(row.script()))
        .toList();
  }

  private Optional<String> changeOf(MigrationScript script) {
    Optional<AppliedMigration> failed =
        history
            .of(script)
            .filter(row -> !row.success())
            .filter(row -> !history.isToBeReconciled(row));
    if (failed.isPresent()) {
      return Optional.of(
          ("Migration %s failed half-way through, outside a transaction. Correct what it left in"
                  + " the database, delete its row from the history table, and run again.")
              .formatted(script.script()));
    }
    return rewritten(script)
        .filter(row -> !age.isOlder())
        .map(row ->
            ("Migration %s was changed after it had been applied (%s); restore it and put the"
                    + " change into a new migration.")
                .formatted(script.script(), checksums(script, row)));
  }

  /** The row of a versioned script that took effect with another content. */
  private Optional<AppliedMigration> rewritten(MigrationScript script) {
    return history
        .of(script)
        .filter(row -> row.success() && !script.isRepeatable())
        .filter(row -> row.checksum().isPresent() && row.checksum().get() != script.checksum());
  }

  private static String checksums(MigrationScript script, AppliedMigration row) {
    return "checksum %d then, %d now".formatted(row.checksum().orElseThrow(), script.checksum());
  }

  List<MigrationScript> pending(EnvironmentPolicy policy) {
    List<MigrationScript> pending = scripts.stream().filter(this::isPending).toList();
    List<MigrationScript> late = pending.stream().filter(this::isOlderThanApplied).toList();
    if (!late.isEmpty() && !policy.outOfOrder()) {
      throw new OutOfOrderException(policy, late, history.newest().orElseThrow());
    }
    return pending;
  }

  private boolean isPending(MigrationScript script) {
    if (script.version().filter(history::isAtOrBelowBaseline).isPresent()) {
      return false;
    }
    Optional<AppliedMigration> row = history.of(script);
    return row.isEmpty()
        || (history.isToBeReconciled(row.get()) && !history.isInEffect(script))
        || (isOutdated(script) && !age.isReplaced(script));
  }

  /** Whether a repeatable script took effect with another content. */
  private boolean isOutdated(MigrationScript script) {
    return script.isRepeatable()
        && history
            .of(script)
            .filter(AppliedMigration::success)
            .filter(row -> !row.checksum().equals(Optional.of(script.checksum())))
            .isPresent();
  }

  private boolean isOlderThanApplied(MigrationScript script) {
    return script
        .version()
        .flatMap(version -> history.newest().map(newest -> version.compareTo(newest) < 0))
        .orElse(false);
  }

  /**
   * What a newer build did is left alone: said, but no obstacle. Of migrations, content that has
   * none knows nothing.
   */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    List<String> unknown =
        history
            .versioned()
            .filter(row -> !history.isToBeReconciled(row))
            .filter(row -> !isInContent(row) && isOfNewerBuild(row))
            .map(AppliedMigration::script)
            .toList();
    if (!unknown.isEmpty() && !scripts.isEmpty()) {
      warnings.add(
          "The database has migrations of a newer build, which stay as they are: %s."
              .formatted(String.join(", ", unknown)));
    }
    age.warning(
            "Migrations",
            names(this::isRewrittenByNewer),
            "With --allow-downgrade, their difference is an error.")
        .ifPresent(warnings::add);
    age.warning(
            "Repeatable migrations",
            names(script -> isOutdated(script) && age.isReplaced(script)),
            "--allow-downgrade applies this build's.")
        .ifPresent(warnings::add);
    return warnings;
  }

  private boolean isRewrittenByNewer(MigrationScript script) {
    return age.isOlder() && rewritten(script).isPresent();
  }

  private List<String> names(Predicate<MigrationScript> which) {
    return scripts.stream().filter(which).map(MigrationScript::script).toList();
  }

  private boolean isOfNewerBuild(AppliedMigration row) {
    Optional<Version> newest =
        scripts.stream()
            .flatMap(script -> script.version().stream())
            .max(Comparator.naturalOrder());
    return age.isOlder()
        || newest.isEmpty()
        || row.version().orElseThrow().compareTo(newest.get()) > 0;
  }

  private boolean isInContent(AppliedMigration row) {
    return scripts.stream().anyMatch(script -> script.version().equals(row.version()));
  }
}
