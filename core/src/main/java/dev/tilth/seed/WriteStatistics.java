package dev.tilth.seed;

import dev.tilth.spi.RowCounts;
import java.math.BigDecimal;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/**
 * Rows written in the current transaction as the server's statistics have them: the successor of
 * guessing for seeders that write SQL of their own. They count attempts: rows that a savepoint took
 * back are still in them, rows of a TRUNCATE are not. Temporary tables and the tracker's do not
 * count.
 */
final class WriteStatistics {

  private static final String SQL =
      """
      SELECT coalesce(sum(n_tup_ins), 0), coalesce(sum(n_tup_upd), 0),
             coalesce(sum(n_tup_del), 0), pg_catalog.current_setting('track_counts')::boolean
      FROM pg_catalog.pg_stat_xact_user_tables
      WHERE schemaname !~ '^pg_temp_' AND schemaname <> {0}
      """;

  private final DSLContext sql;
  private final String trackerSchema;
  private final Reading before;

  /** Takes the first reading: a pooled connection can still hold unreported counts of others. */
  WriteStatistics(DSLContext sql, String trackerSchema) {
    this.sql = sql;
    this.trackerSchema = trackerSchema;
    this.before = read();
  }

  /**
   * The difference to the first reading; nothing is known of unchanged rows. Empty where the server
   * does not count (PostgreSQL manual, {@code track_counts}).
   */
  Optional<RowCounts> written() {
    Reading now = read();
    return before.counting() && now.counting()
        ? Optional.of(
            new RowCounts(
                now.inserted() - before.inserted(),
                now.updated() - before.updated(),
                now.deleted() - before.deleted(),
                0))
        : Optional.empty();
  }

  private Reading read() {
    Record row = sql.fetchSingle(SQL, DSL.val(trackerSchema));
    return new Reading(count(row, 0), count(row, 1), count(row, 2), row.get(3, boolean.class));
  }

  private static long count(Record row, int column) {
    return row.get(column, BigDecimal.class).longValueExact();
  }

  private record Reading(long inserted, long updated, long deleted, boolean counting) {}
}
