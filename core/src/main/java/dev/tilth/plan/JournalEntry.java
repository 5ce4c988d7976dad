package dev.tilth.plan;

import java.util.Optional;

/**
 * A row of the tracker: the last attempt at a script that runs outside a transaction.
 *
 * @param script the file name
 * @param checksum of the script that was tried
 */
public record JournalEntry(String script, int checksum) {

  /**
   * Only a repeatable script is tried again after a success, and then with another content; {@code
   * flyway repair} may have put another checksum to one with a version.
   */
  boolean isSucceededBy(AppliedMigration row) {
    return row.success()
        && row.script().equals(script)
        && (row.version().isPresent() || row.isDeletion() || isOfContent(row));
  }

  private boolean isOfContent(AppliedMigration row) {
    return row.checksum().equals(Optional.of(checksum));
  }
}
