package dev.tilth.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Which of the tables that a look reads are there. Asked only where one was missing, inside a
 * transaction that the caller ends after it has read them:
 *
 * <ol>
 *   <li>The advisory lock under which {@link TrackerSchema} creates the tables, in shared mode: a
 *       rival that is creating them ends first. A commit can be seen before the catalogue caches of
 *       other sessions know of it; without the lock, a session that has just been told that there
 *       is no tracker sees the objects of one and still finds none, and takes the database for
 *       somebody else's (seen with PostgreSQL 18: in 12 of 100 first runs that 8 others watched).
 *   <li>What is there.
 *   <li>A tracker that must not be read, or whose history is gone, ends the look.
 * </ol>
 *
 * @param empty whether the database holds no object of anybody's
 */
record PresentTables(boolean tracker, boolean history, boolean empty) {

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

  /** The two columns that every later tracker keeps: they say whether the others can be read. */
  private static final String VERSION =
      """
      SELECT tracker_version, min_reader FROM "%1$s".database
      """;

  /**
   * In one snapshot: the history was not there a moment ago, and a rival may have created it and
   * migrated since. Who sees the step sees the table in the catalogue, which no cache stands
   * before.
   */
  private static final String MIGRATED_WITHOUT_HISTORY =
      """
      SELECT EXISTS (
        SELECT FROM "%1$s".step WHERE kind = 'migration' AND outcome = 'applied')
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = '%2$s' AND c.relname = '%3$s')
      """;

  static PresentTables in(Connection connection, TrackerSettings settings) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_advisory_xact_lock_shared(?)")) {
      statement.setLong(1, LockKey.of("schema", settings.schema()));
      statement.execute();
    }
    PresentTables present = look(connection, settings);
    if (present.tracker) {
      checkVersion(connection, settings);
    }
    if (present.tracker && !present.history) {
      checkNothingWasMigrated(connection, settings);
    }
    return present;
  }

  private static PresentTables look(Connection connection, TrackerSettings settings)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql(EXISTING, settings))) {
      row.next();
      return new PresentTables(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3));
    }
  }

  /** A newer tracker may lack what this release reads; then it says that it must not be read. */
  static void checkVersion(Connection connection, TrackerSettings settings) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql(VERSION, settings))) {
      if (row.next()) {
        TrackerVersion.checkReadable(row.getInt(1), row.getInt(2));
      }
    }
  }

  /** Without its history Flyway would apply everything once more. */
  private static void checkNothingWasMigrated(Connection connection, TrackerSettings settings)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql(MIGRATED_WITHOUT_HISTORY, settings))) {
      row.next();
      if (row.getBoolean(1)) {
        throw new HistoryMissingException(settings);
      }
    }
  }

  private static String sql(String template, TrackerSettings settings) {
    return template.formatted(settings.schema(), settings.historySchema(), settings.historyTable());
  }
}
