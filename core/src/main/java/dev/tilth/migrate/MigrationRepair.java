package dev.tilth.migrate;

import dev.tilth.database.ControlConnection;
import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.JournalEntry;
import dev.tilth.plan.MigrationScript;
import dev.tilth.track.Journal;
import dev.tilth.track.JournalRow;
import dev.tilth.track.TrackerSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends attempts of which only a person knows what came of them. The caller holds the run lock. Each
 * change can be made again after it was broken off.
 */
public final class MigrationRepair {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationRepair.class);

  private final History history;
  private final MigrationContent content;
  private final ControlConnection control;
  private final Journal journal;

  public MigrationRepair(
      TrackerSettings settings,
      MigrationContent content,
      ControlConnection control,
      Journal journal) {
    this.history = new History(settings);
    this.content = content;
    this.control = control;
    this.journal = journal;
  }

  /**
   * Permits a script whose last attempt has an open end.
   *
   * @param applied whether it is to be recorded as applied, which takes the script that was tried
   * @throws NothingToRepairException if there is no such attempt, or the script is another one now
   */
  public void check(String script, boolean applied, DatabaseState state) {
    if (state.openJournal().stream().noneMatch(entry -> entry.script().equals(script))) {
      throw NothingToRepairException.noOpenAttempt(
          script, state.openJournal().stream().map(JournalEntry::script).toList());
    }
    if (applied && tried(script).isEmpty()) {
      throw NothingToRepairException.otherContent(script);
    }
  }

  /** The script of this build, if it is the one that was tried. */
  private Optional<MigrationScript> tried(String script) {
    Optional<Integer> checksum = journal.find(script).map(JournalRow::checksum);
    return content.scripts().stream()
        .filter(candidate -> candidate.script().equals(script))
        .filter(candidate -> checksum.equals(Optional.of(candidate.checksum())))
        .findFirst();
  }

  /** Writes the row that Flyway would have written; with it the attempt is no longer open. */
  public void record(String script) throws SQLException {
    MigrationScript applied = tried(script).orElseThrow();
    control.use(connection -> {
      history.record(applied, connection);
      return applied;
    });
  }

  /** Takes away what the attempt left, as far as that is certain, and its traces in the records. */
  public void forget(String script) throws SQLException {
    control.use(connection -> {
      for (OpenAttempt attempt : history.openAttempts(connection)) {
        if (attempt.script().equals(script)) {
          clear(attempt, connection);
        }
      }
      return history.forgetAttempt(script, connection);
    });
  }

  /** Forgotten, an INVALID index would be nobody's and stay for good. */
  private static void clear(OpenAttempt attempt, Connection connection) throws SQLException {
    try {
      attempt.tried().abandon(connection, attempt.attempt());
    } catch (UndecidedMigrationException e) {
      LOG.debug("That is what a person has decided.", e);
    }
  }
}
