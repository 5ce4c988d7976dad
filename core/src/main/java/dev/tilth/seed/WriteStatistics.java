package dev.tilth.seed;

import dev.tilth.database.OwnSql;
import dev.tilth.spi.RowCounts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Rows written in the current transaction as the server's statistics have them, by table: the
 * successor of guessing for SQL of others. They count attempts: rows that a savepoint took back are
 * still in them where others of their table were not, rows of a TRUNCATE are not. Temporary tables
 * and the tracker's do not count.
 *
 * <p>The server counts the rows of a partitioned table where they lie, in its partitions. Each
 * partition is told as a part of its topmost table, under whose name people know it.
 *
 * <p>At the end, only the tables that the transaction holds locked for writing are looked at: a
 * look at all of them costs more than a small seeder's work.
 */
public final class WriteStatistics {

  /**
   * What {@code pg_stat_xact_user_tables} shows, from the functions that this view calls: the view
   * visits each index too, which costs several times as much.
   */
  private static final String READ =
      """
      SELECT pg_catalog.current_setting('track_counts')::boolean, t.*
      FROM (SELECT) AS always
      LEFT JOIN (
        SELECT c.oid::bigint, n.nspname || '.' || c.relname, m.nspname || '.' || w.relname,
               pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid),
               pg_catalog.pg_stat_get_xact_tuples_updated(c.oid),
               pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)
        FROM %s
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_class w
          ON w.oid = coalesce(pg_catalog.pg_partition_root(c.oid), c.oid)
        JOIN pg_catalog.pg_namespace m ON m.oid = w.relnamespace
        WHERE c.relkind IN ('r', 'm', 'p')
          AND n.nspname NOT IN ('pg_catalog', 'information_schema', ?)
          AND n.nspname !~ '^pg_(temp_|toast)'
          AND (pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) > 0
               OR pg_catalog.pg_stat_get_xact_tuples_updated(c.oid) > 0
               OR pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) > 0)
      ) AS t (id, part, whole, inserted, updated, deleted) ON true
      ORDER BY t.whole, t.part
      """;

  private static final String OF_ALL = OwnSql.marked(READ.formatted("pg_catalog.pg_class c"));

  /** Each looked up by its id: the planner, who expects a thousand locks, would read them all. */
  private static final String OF_LOCKED =
      OwnSql.marked(
          READ.formatted(
              """
              (SELECT DISTINCT l.relation FROM pg_catalog.pg_locks l
                WHERE l.locktype = 'relation' AND l.pid = pg_catalog.pg_backend_pid()
                  AND l.mode NOT IN ('AccessShareLock', 'RowShareLock')) AS l
              CROSS JOIN LATERAL
                (SELECT * FROM pg_catalog.pg_class WHERE oid = l.relation OFFSET 0) AS c
              """));

  private final DSLContext sql;
  private final String trackerSchema;
  private final Reading before;

  private WriteStatistics(DSLContext sql, String trackerSchema, boolean newSession) {
    this.sql = sql;
    this.trackerSchema = trackerSchema;
    this.before = newSession ? new Reading(true, Map.of()) : read(OF_ALL);
  }

  /**
   * Takes the first reading: a session can still hold unreported counts of earlier transactions.
   *
   * @param sql on a connection with an open transaction
   */
  public static WriteStatistics of(DSLContext sql, String trackerSchema) {
    return new WriteStatistics(sql, trackerSchema, false);
  }

  /**
   * Without a first reading, at no round trip, where there was no earlier transaction.
   *
   * @param sql on a connection with an open transaction
   */
  static WriteStatistics ofNewSession(DSLContext sql, String trackerSchema) {
    return new WriteStatistics(sql, trackerSchema, true);
  }

  /** The differences to the first reading, of a step that is nothing but SQL. */
  public WriteCounts counts() {
    return WriteCounts.of(Map.of(), written(), true);
  }

  /**
   * The differences to the first reading, of tables that have any, by name; nothing is known of
   * unchanged rows. Empty where the server does not count (PostgreSQL manual, {@code
   * track_counts}).
   */
  Optional<List<WrittenPart>> written() {
    Reading now = read(OF_LOCKED);
    return before.counting && now.counting ? Optional.of(now.since(before)) : Optional.empty();
  }

  private Reading read(String query) {
    return sql.connectionResult(connection -> read(query, connection));
  }

  private Reading read(String query, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, trackerSchema);
      try (ResultSet rows = statement.executeQuery()) {
        return reading(rows);
      }
    }
  }

  private static Reading reading(ResultSet rows) throws SQLException {
    boolean counting = false;
    Map<Long, WrittenPart> parts = new LinkedHashMap<>();
    while (rows.next()) {
      counting = rows.getBoolean(1);
      long id = rows.getLong("id");
      if (!rows.wasNull()) {
        parts.put(id, part(rows));
      }
    }
    return new Reading(counting, parts);
  }

  private static WrittenPart part(ResultSet row) throws SQLException {
    return new WrittenPart(
        row.getString("part"),
        row.getString("whole"),
        new RowCounts(row.getLong("inserted"), row.getLong("updated"), row.getLong("deleted"), 0));
  }

  /** By the tables' object identifiers: a table may be renamed between two readings. */
  private record Reading(boolean counting, Map<Long, WrittenPart> parts) {

    List<WrittenPart> since(Reading before) {
      return parts.entrySet().stream()
          .map(entry -> entry.getValue().since(before.parts.get(entry.getKey())))
          .filter(part -> !part.rows().equals(RowCounts.NONE))
          .toList();
    }
  }
}
