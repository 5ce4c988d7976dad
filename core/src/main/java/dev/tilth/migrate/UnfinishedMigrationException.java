package dev.tilth.migrate;

import dev.tilth.plan.AppliedMigration;
import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.JournalEntry;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import dev.tilth.track.TrackerSettings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The history has a failure of a script outside a transaction that was not Tilth's attempt: nothing
 * says what the database looked like before.
 */
public final class UnfinishedMigrationException extends TilthException {

  private static final long serialVersionUID = 1L;

  private UnfinishedMigrationException(List<AppliedMigration> failed, TrackerSettings settings) {
    super(
        ("%s failed half-way through, outside a transaction, and was not run by this tool: nobody"
                + " knows what it left. Nothing was written. Correct what it left in the database;"
                + " then type there: %s and run again.")
            .formatted(
                failed.stream()
                    .map(row -> "Migration " + row.script())
                    .collect(Collectors.joining(", ")),
                failed.stream()
                    .map(row ->
                        "DELETE FROM \"%s\".\"%s\" WHERE installed_rank = %d AND NOT success;"
                            .formatted(
                                settings.historySchema(), settings.historyTable(), row.rank()))
                    .collect(Collectors.joining(" "))));
  }

  /**
   * Permits every failure that the journal knows: it is reconciled.
   *
   * @throws UnfinishedMigrationException if there is another
   */
  public static void check(DatabaseState state, TrackerSettings settings) {
    Set<String> journalled =
        state.openJournal().stream().map(JournalEntry::script).collect(Collectors.toSet());
    List<AppliedMigration> failed =
        state.migrations().stream()
            .filter(row -> !row.success() && !journalled.contains(row.script()))
            .toList();
    if (!failed.isEmpty()) {
      throw new UnfinishedMigrationException(failed, settings);
    }
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DECISION_NEEDED;
  }
}
