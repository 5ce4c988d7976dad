package dev.tilth.plan;

import java.util.List;
import java.util.Optional;

/**
 * Scripts outside a transaction that were broken off, and that this build does not go on with: they
 * were renamed, given up, or applied in another form since.
 *
 * @param scripts by file name
 * @param older whether this build is older than the one that tried them, and leaves them to it
 */
record AbandonedScripts(List<String> scripts, boolean older) {

  static final AbandonedScripts NONE = new AbandonedScripts(List.of(), false);

  static AbandonedScripts of(DatabaseState state, List<MigrationScript> pending, BuildAge age) {
    List<String> goneOnWith = pending.stream().map(MigrationScript::script).toList();
    return new AbandonedScripts(
        state.openJournal().stream()
            .map(JournalEntry::script)
            .filter(script -> !goneOnWith.contains(script))
            .toList(),
        age.isOlder());
  }

  /** Those of which a run of this build takes away what they left. */
  List<String> toSettle() {
    return older ? List.of() : scripts;
  }

  /** A full sentence; empty where there are none. */
  Optional<String> warning() {
    if (scripts.isEmpty()) {
      return Optional.empty();
    }
    String what =
        "Scripts outside a transaction were broken off, and this build does not go on with them:"
            + " %s. ".formatted(String.join(", ", scripts));
    return Optional.of(
        what
            + (older
                ? "They are left to the newer build that tried them."
                : "A run takes away what they left half-done; where the database does not tell"
                    + " what came of one, it says so, and tilth repair --undone ends it."));
  }
}
