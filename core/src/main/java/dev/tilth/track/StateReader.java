package dev.tilth.track;

import dev.tilth.database.SqlStates;
import dev.tilth.plan.AppliedMigration;
import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.Version;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything a plan needs. One round trip where all the tables are there, which is every run
 * but the first; otherwise it asks which are there and reads those. Plain JDBC, since a run that
 * has nothing to do ends here and should not have loaded anything heavier.
 */
final class StateReader {

  /** Types such as DELETE and UNDO_SQL, which no community edition writes, are not migrations. */
  private static final String HISTORY =
      """
      SELECT 'migration', version, description, script, checksum::text, type, \
      success::text, installed_rank, installed_on AT TIME ZONE 'UTC'
      FROM "%2$s"."%3$s" WHERE type <> 'SCHEMA'
      """;

  private static final String SEEDS =
      """
      SELECT 'seed', name, version::text, checksum, attempt_id::text, status, \
      NULL, NULL::integer, coalesce(finished_at, started_at)
      FROM "%1$s".seed
      """;

  private static final String DATABASE =
      """
      SELECT 'database', environment, tracker_version::text, min_reader::text, NULL, NULL, \
      NULL, NULL::integer, claimed_at
      FROM "%1$s".database
      """;

  /** A schema of the tracker's name that is not the tracker's is somebody's like any other. */
  private static final String EXISTING =
      """
      WITH present AS (
        SELECT to_regclass('"%1$s".database') IS NOT NULL AS tracker,
               to_regclass('"%2$s"."%3$s"') IS NOT NULL AS history),
      foreign_schema AS (
        SELECT n.oid, n.nspname FROM pg_namespace n, present
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND NOT (n.nspname = '%1$s' AND present.tracker)),
      object AS (
        SELECT 'pg_class'::regclass AS class, oid FROM pg_class
        WHERE relnamespace IN (SELECT oid FROM foreign_schema)
        UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc
        WHERE pronamespace IN (SELECT oid FROM foreign_schema)
        UNION ALL SELECT 'pg_type'::regclass, oid FROM pg_type
        WHERE typnamespace IN (SELECT oid FROM foreign_schema)
        UNION ALL SELECT 'pg_namespace'::regclass, oid FROM foreign_schema
        WHERE nspname <> 'public')
      SELECT tracker, history, NOT EXISTS (
        SELECT FROM object o WHERE NOT EXISTS (
          SELECT FROM pg_depend d
          WHERE d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e'))
      FROM present
      """;

  private static final String MIGRATED =
      """
      SELECT EXISTS (
        SELECT FROM "%1$s".step WHERE kind = 'migration' AND outcome = 'applied')
      """;

  private final TrackerSettings settings;

  StateReader(TrackerSettings settings) {
    this.settings = settings;
  }

  DatabaseState read(Connection connection) throws SQLException {
    try {
      return read(connection, false, DATABASE, SEEDS, HISTORY);
    } catch (SQLException e) {
      String state = e.getSQLState();
      if (!SqlStates.UNDEFINED_TABLE.equals(state)
          && !SqlStates.INVALID_SCHEMA_NAME.equals(state)) {
        throw e;
      }
      return readExisting(connection);
    }
  }

  private DatabaseState readExisting(Connection connection) throws SQLException {
    List<String> queries = new ArrayList<>();
    boolean empty;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql(EXISTING))) {
      row.next();
      if (row.getBoolean(1)) {
        queries.add(DATABASE);
        queries.add(SEEDS);
      }
      if (row.getBoolean(2)) {
        queries.add(HISTORY);
      }
      empty = row.getBoolean(3);
      if (row.getBoolean(1) && !row.getBoolean(2)) {
        checkNothingWasMigrated(connection);
      }
    }
    return queries.isEmpty()
        ? new DatabaseState(Optional.empty(), empty, false, List.of(), List.of())
        : read(connection, empty, queries.toArray(String[]::new));
  }

  /** Without its history Flyway would apply everything once more. */
  private void checkNothingWasMigrated(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql(MIGRATED))) {
      row.next();
      if (row.getBoolean(1)) {
        throw new HistoryMissingException(settings);
      }
    }
  }

  private DatabaseState read(Connection connection, boolean empty, String... queries)
      throws SQLException {
    Rows rows = new Rows();
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

  /** Sorts the rows of the one query by what they are. */
  private static final class Rows {

    private final List<AppliedMigration> migrations = new ArrayList<>();
    private final List<AppliedSeed> seeds = new ArrayList<>();
    private @Nullable String environment;
    private boolean tracked;

    void add(ResultSet row) throws SQLException {
      switch (row.getString(1)) {
        case "migration" -> migrations.add(migration(row));
        case "seed" -> seeds.add(seed(row));
        default -> {
          environment = row.getString(2);
          TrackerVersion.checkReadable(
              Integer.parseInt(row.getString(3)), Integer.parseInt(row.getString(4)));
          tracked = Integer.parseInt(row.getString(3)) >= TrackerVersion.CURRENT;
        }
      }
    }

    DatabaseState state(boolean empty) {
      return new DatabaseState(Optional.ofNullable(environment), empty, tracked, migrations, seeds);
    }

    private static AppliedMigration migration(ResultSet row) throws SQLException {
      return new AppliedMigration(
          row.getInt(8),
          Optional.ofNullable(row.getString(2)).map(Version::of),
          row.getString(3),
          row.getString(6),
          row.getString(4),
          Optional.ofNullable(row.getString(5)).map(Integer::valueOf),
          instant(row),
          Boolean.parseBoolean(row.getString(7)));
    }

    private static AppliedSeed seed(ResultSet row) throws SQLException {
      return new AppliedSeed(
          row.getString(2),
          Integer.parseInt(row.getString(3)),
          row.getString(4),
          UUID.fromString(row.getString(5)),
          instant(row),
          "done".equals(row.getString(6)));
    }

    private static Instant instant(ResultSet row) throws SQLException {
      return row.getObject(9, OffsetDateTime.class).toInstant();
    }
  }
}
