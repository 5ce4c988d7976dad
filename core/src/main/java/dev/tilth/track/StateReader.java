package dev.tilth.track;

import dev.tilth.database.SqlStates;
import dev.tilth.plan.DatabaseState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads everything a plan needs. One round trip where all the tables are there, which is every run
 * but the first; otherwise it asks which are there and reads those. Plain JDBC, since a run that
 * has nothing to do ends here and should not have loaded anything heavier.
 */
final class StateReader {

  /** Rows of type DELETE, which take others back, are part of what the history says. */
  private static final String HISTORY =
      """
      SELECT 'migration', version, description, script, checksum::text, type, \
      success::text, installed_rank, installed_on AT TIME ZONE 'UTC'
      FROM "%2$s"."%3$s" WHERE type <> 'SCHEMA'
      """;

  private static final String SEEDS =
      """
      SELECT 'seed', name, version::text, checksum, attempt_id::text, status, \
      """
          + Progress.SQL
          + """
          , NULL::integer, coalesce(finished_at, started_at)
          FROM "%1$s".seed
          """;

  private static final String DATABASE =
      """
      SELECT 'database', environment, tracker_version::text, min_reader::text, release::text, NULL, \
      NULL, NULL::integer, claimed_at
      FROM "%1$s".database
      """;

  private static final String SUPERSEDED =
      """
      SELECT 'superseded', seeder, checksum, NULL, NULL, NULL, \
      NULL, NULL::integer, NULL::timestamptz
      FROM "%1$s".seed_superseded
      """;

  private static final String JOURNAL =
      """
      SELECT 'journal', script, checksum::text, NULL, NULL, NULL, \
      NULL, NULL::integer, NULL::timestamptz
      FROM "%1$s".journal
      """;

  private static final List<String> TRACKER = List.of(DATABASE, SEEDS, SUPERSEDED, JOURNAL);

  private final TrackerSettings settings;

  StateReader(TrackerSettings settings) {
    this.settings = settings;
  }

  DatabaseState read(Connection connection) throws SQLException {
    List<String> queries = new ArrayList<>(TRACKER);
    queries.add(HISTORY);
    try {
      return read(connection, false, queries);
    } catch (SQLException e) {
      return switch (SqlStates.of(e)) {
        case SqlStates.UNDEFINED_TABLE, SqlStates.INVALID_SCHEMA_NAME -> readPresent(connection);
        case SqlStates.UNDEFINED_COLUMN -> {
          PresentTables.checkVersion(connection, settings);
          throw e;
        }
        default -> throw e;
      };
    }
  }

  private DatabaseState readPresent(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try {
      PresentTables present = PresentTables.in(connection, settings);
      List<String> queries = new ArrayList<>();
      if (present.tracker()) {
        queries.addAll(TRACKER);
      }
      if (present.history()) {
        queries.add(HISTORY);
      }
      return queries.isEmpty()
          ? DatabaseState.untouched(present.empty())
          : read(connection, present.empty(), queries);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private DatabaseState read(Connection connection, boolean empty, List<String> queries)
      throws SQLException {
    StateRows rows = new StateRows();
    String all = sql(String.join("UNION ALL\n", queries)) + "ORDER BY 1, 8, 2";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(all)) {
      while (result.next()) {
        rows.add(result);
      }
    }
    return rows.state(empty);
  }

  private String sql(String template) {
    return template.formatted(settings.schema(), settings.historySchema(), settings.historyTable());
  }
}
