package dev.tilth.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a database says of itself.
 *
 * @param environment the recorded identity
 * @param empty whether it holds no object of anybody's
 * @param tracked whether the tracker's tables exist in this release's version
 * @param release the highest content release that it has seen; 0 before the first
 * @param migrations Flyway's history, by rank, with all that it keeps
 * @param seeds the seeders that have taken effect, or have begun to
 * @param superseded what seeders had written before their present content
 * @param journal the last attempts at scripts that run outside a transaction
 */
public record DatabaseState(
    Optional<String> environment,
    boolean empty,
    boolean tracked,
    long release,
    List<AppliedMigration> migrations,
    List<AppliedSeed> seeds,
    List<SupersededSeed> superseded,
    List<JournalEntry> journal) {

  public DatabaseState {
    migrations = List.copyOf(migrations);
    seeds = List.copyOf(seeds);
    superseded = List.copyOf(superseded);
    journal = List.copyOf(journal);
  }

  /**
   * One without a tracker and without a history.
   *
   * @param empty whether it holds no object of anybody's
   */
  public static DatabaseState untouched(boolean empty) {
    return new DatabaseState(
        Optional.empty(), empty, false, 0, List.of(), List.of(), List.of(), List.of());
  }

  /** The history without what a later row of it takes back. */
  public List<AppliedMigration> applied() {
    List<AppliedMigration> applied = new ArrayList<>();
    for (AppliedMigration row : migrations) {
      if (row.isDeletion()) {
        applied.removeIf(row::takesBack);
      } else {
        applied.add(row);
      }
    }
    return applied;
  }

  public Optional<AppliedSeed> seed(String name) {
    return seeds.stream().filter(seed -> seed.name().equals(name)).findFirst();
  }

  /**
   * The attempts that nobody knows the end of: the newest row of the script in the history is no
   * success, or that of a repeatable script with another content. (An older row may be one with
   * this content: a repeatable migration can go back to what it was.)
   */
  public List<JournalEntry> openJournal() {
    return journal.stream().filter(entry -> !isSucceeded(entry)).toList();
  }

  private boolean isSucceeded(JournalEntry entry) {
    return migrations.stream()
        .filter(row -> row.script().equals(entry.script()))
        .reduce((older, newer) -> newer)
        .filter(entry::isSucceededBy)
        .isPresent();
  }
}
