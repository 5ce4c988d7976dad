package dev.tilth.plan;

import dev.tilth.spi.TilthException;
import java.util.List;
import java.util.Optional;

/**
 * What a seeder of declared tables would do to their rows.
 *
 * @param tables in the order in which they are loaded; up to the one that fails
 * @param failure why it would fail, as far as that can be known before
 */
public record SeederRows(String seeder, List<RowChanges> tables, Optional<TilthException> failure) {

  public SeederRows {
    tables = List.copyOf(tables);
  }

  /** Whether it is known of all tables that no row would change. */
  public boolean isKnownToBeQuiet() {
    return failure.isEmpty()
        && tables.stream()
            .allMatch(table -> table instanceof RowChanges.Known known && known.changed() == 0);
  }

  /** Whether a mirror among them would delete rows. */
  public boolean deletes() {
    return tables.stream()
        .anyMatch(table -> table instanceof RowChanges.Known known && known.counts().deleted() > 0);
  }
}
