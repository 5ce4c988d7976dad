package dev.tilth.plan;

import java.util.Optional;

/**
 * A row of the tracker: the last attempt at a script that runs outside a transaction.
 *
 * @param script the file name
 * @param checksum of the script that was tried
 */
public record JournalEntry(String script, int checksum) {

  boolean isSucceededBy(AppliedMigration row) {
    return row.success()
        && row.script().equals(script)
        && row.checksum().equals(Optional.of(checksum));
  }
}
