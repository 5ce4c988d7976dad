package dev.tilth.seed;

import dev.tilth.spi.RowCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Rows written in the current transaction as the server's statistics have them, by table: the
 * successor of guessing for SQL of others. They count attempts: rows that a savepoint took back are
 * still in them, rows of a TRUNCATE are not. Temporary tables and the tracker's do not count.
 *
 * <p>The server counts the rows of a partitioned table where they lie, in its partitions. Each
 * partition is told as a part of its topmost table, under whose name people know it.
 */
public final class WriteStatistics {

  /**
   * What {@code pg_stat_xact_user_tables} shows, from the functions that this view calls: the view
   * visits each index too, which costs several times as much.
   */
  private static final String SQL =
      """
      SELECT pg_catalog.current_setting('track_counts')::boolean, t.*
      FROM (SELECT) AS always
      LEFT JOIN (
        SELECT c.oid::bigint, n.nspname || '.' || c.relname, m.nspname || '.' || w.relname,
               pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid),
               pg_catalog.pg_stat_get_xact_tuples_updated(c.oid),
               pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_class w
          ON w.oid = coalesce(pg_catalog.pg_partition_root(c.oid), c.oid)
        JOIN pg_catalog.pg_namespace m ON m.oid = w.relnamespace
        WHERE c.relkind IN ('r', 'm', 'p')
          AND n.nspname NOT IN ('pg_catalog', 'information_schema', {0})
          AND n.nspname !~ '^pg_(temp_|toast)'
          AND (pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid) > 0
               OR pg_catalog.pg_stat_get_xact_tuples_updated(c.oid) > 0
               OR pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) > 0)
      ) AS t (id, part, whole, inserted, updated, deleted) ON true
      ORDER BY t.whole, t.part
      """;

  /** Said here, since the driver would ask the server for what is not. */
  private static final List<Field<?>> COLUMNS =
      List.of(
          DSL.field("counting", SQLDataType.BOOLEAN),
          DSL.field("id", SQLDataType.BIGINT),
          DSL.field("part", SQLDataType.CLOB),
          DSL.field("whole", SQLDataType.CLOB),
          DSL.field("inserted", SQLDataType.BIGINT),
          DSL.field("updated", SQLDataType.BIGINT),
          DSL.field("deleted", SQLDataType.BIGINT));

  private final DSLContext sql;
  private final String trackerSchema;
  private final Reading before;

  private WriteStatistics(DSLContext sql, String trackerSchema, boolean newSession) {
    this.sql = sql;
    this.trackerSchema = trackerSchema;
    this.before = newSession ? new Reading(true, Map.of()) : read();
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
    Reading now = read();
    return before.counting && now.counting ? Optional.of(now.since(before)) : Optional.empty();
  }

  private Reading read() {
    Result<Record> rows = sql.resultQuery(SQL, DSL.val(trackerSchema)).coerce(COLUMNS).fetch();
    boolean counting = rows.getFirst().get(0, boolean.class);
    Map<Long, WrittenPart> parts = new LinkedHashMap<>();
    for (Record row : rows) {
      if (row.get(1) != null) {
        parts.put(row.get(1, long.class), part(row));
      }
    }
    return new Reading(counting, parts);
  }

  private static WrittenPart part(Record row) {
    return new WrittenPart(
        row.get(2, String.class),
        row.get(3, String.class),
        new RowCounts(row.get(4, long.class), row.get(5, long.class), row.get(6, long.class), 0));
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
