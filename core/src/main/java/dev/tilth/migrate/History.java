package dev.tilth.migrate;

import dev.tilth.database.SqlStates;
import dev.tilth.plan.MigrationScript;
import dev.tilth.track.JournalRow;
import dev.tilth.track.TrackerSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of Flyway's history table that Flyway does not care for: it never takes a failure back,
 * and does not know what became of a commit whose answer was lost.
 */
final class History {

  private final String table;
  private final String journal;
  private final String openAttempts;

  History(TrackerSettings settings) {
    this.table = "\"%s\".\"%s\"".formatted(settings.historySchema(), settings.historyTable());
    this.journal = "\"%s\".journal".formatted(settings.schema());
    this.openAttempts =
        """
        SELECT j.script, j.checksum, j.kind, j.target, j.state_before,
               EXISTS (SELECT FROM %1$s f WHERE f.script = j.script AND NOT f.success)
          FROM %2$s j
         WHERE NOT coalesce(
                 (SELECT h.success
                         AND (h.version IS NOT NULL OR h.type = 'DELETE'
                            OR h.checksum IS NOT DISTINCT FROM j.checksum)
                    FROM %1$s h WHERE h.script = j.script ORDER BY h.installed_rank DESC LIMIT 1),
                 false)
         ORDER BY j.script
        """
            .formatted(table, journal);
  }

  /**
   * The journal's attempts of which the history does not know that they succeeded; see {@link
   * dev.tilth.plan.DatabaseState#openJournal}.
   */
  List<OpenAttempt> openAttempts(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(openAttempts)) {
      List<OpenAttempt> open = new ArrayList<>();
      while (rows.next()) {
        open.add(
            new OpenAttempt(
                new JournalRow(
                    rows.getString(1),
                    rows.getInt(2),
                    rows.getString(3),
                    rows.getString(4),
                    rows.getString(5)),
                rows.getBoolean(6)));
      }
      return open;
    } catch (SQLException e) {
      if (SqlStates.isUndefined(e)) {
        // Without a history nothing has ever been tried.
        return List.of();
      }
      throw e;
    }
  }

  /** Whether the newest row of the script is a success with this content. */
  boolean isApplied(String script, int checksum, Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT success AND type <> 'DELETE' AND checksum IS NOT DISTINCT FROM ?
              FROM %s WHERE script = ? ORDER BY installed_rank DESC LIMIT 1
            """
                .formatted(table))) {
      statement.setInt(1, checksum);
      statement.setString(2, script);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      if (SqlStates.isUndefined(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Removes what tells of a failure of a script that took effect nevertheless. */
  boolean removeFailure(String script, Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM %s WHERE script = ? AND NOT success".formatted(table))) {
      statement.setString(1, script);
      return statement.executeUpdate() > 0;
    }
  }

  /**
   * Forgets an attempt of which nothing is left. In one statement: the failure alone says that the
   * server reported an error, and the journal's row without it would say that nobody saw the end.
   */
  boolean forgetAttempt(String script, Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH failed AS (DELETE FROM %s WHERE script = ? AND NOT success)
            DELETE FROM %s WHERE script = ?
            """
                .formatted(table, journal))) {
      statement.setString(1, script);
      statement.setString(2, script);
      return statement.executeUpdate() > 0;
    }
  }

  /** Writes the row that Flyway writes after a success, in place of one that tells of a failure. */
  void record(MigrationScript script, Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            WITH failed AS (DELETE FROM %1$s WHERE script = ? AND NOT success)
            INSERT INTO %1$s (installed_rank, version, description, type, script, checksum,
                              installed_by, execution_time, success)
            SELECT coalesce(max(installed_rank), 0) + 1, ?, ?, 'SQL', ?, ?, current_user, 0, true
              FROM %1$s
            """
                .formatted(table))) {
      statement.setString(1, script.script());
      statement.setString(2, ScriptName.versionText(script.script()));
      statement.setString(3, script.description());
      statement.setString(4, script.script());
      statement.setInt(5, script.checksum());
      statement.execute();
    }
  }
}
