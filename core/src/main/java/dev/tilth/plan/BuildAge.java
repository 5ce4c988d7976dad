package dev.tilth.plan;

import java.util.List;
import java.util.Optional;

/**
 * Which is newer: this build, or the one that wrote what a database has.
 *
 * <ol>
 *   <li>A build with a lower release than the database has seen is older, whatever it brings.
 *   <li>With equal releases, content that took effect here once and was then replaced is older. Of
 *       a versioned migration, which is never replaced, nothing is known then.
 *   <li>A build with a higher release is never older. With {@code --allow-downgrade} none is.
 * </ol>
 */
record BuildAge(long release, DatabaseState state, boolean allowDowngrade) {

  /** Whether the database has seen a newer build; without releases nobody can tell. */
  boolean isOlder() {
    return !allowDowngrade && release < state.release();
  }

  /** Whether content that differs from the recorded one is what a newer build replaced. */
  boolean isReplaced(SeederContent seeder) {
    SupersededSeed same = new SupersededSeed(seeder.name(), seeder.checksum());
    return isOlder() || (isSameRelease() && state.superseded().contains(same));
  }

  /** The same of a repeatable migration, of which the history keeps every application. */
  boolean isReplaced(MigrationScript script) {
    return isOlder()
        || (isSameRelease() && state.applied().stream().anyMatch(row -> row.isSuccessOf(script)));
  }

  private boolean isSameRelease() {
    return !allowDowngrade && release == state.release();
  }

  /**
   * Tells what stays as a newer build applied it; empty where nothing does.
   *
   * @param what in the plural
   * @param otherwise what {@code --allow-downgrade} does to them, as a sentence
   */
  Optional<String> warning(String what, List<String> names, String otherwise) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s that differ here stay as a newer build applied them: %s (%s). %s"
                .formatted(what, String.join(", ", names), reason(), otherwise));
  }

  private String reason() {
    return isOlder()
        ? "this build has release %d, the database has seen %d".formatted(release, state.release())
        : "this build's content was applied here before and has been replaced since";
  }
}
