package dev.tilth.track;

import dev.tilth.plan.SeederStep;
import dev.tilth.spi.RowCounts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * The claims of several seeders that write in one transaction, each of which has no record yet.
 * What {@link Claims} says of one is true of all of them together: they are claimed with one
 * statement before the first row, and completed with one after the last.
 */
public final class GroupClaims {

  /** In the order of their names, so that rivals meet at the first that both want. */
  private static final String CLAIM =
      """
      insert into {0} (name, mode, version, checksum, status, attempt_id, started_at, run_id)
      select s.name, s.mode, s.version, s.checksum, 'running', {1}, clock_timestamp(), {2}
        from unnest({3}, {4}, {5}, {6}) as s (name, mode, version, checksum)
       order by s.name
      on conflict (name) do nothing
      """;

  private static final String COMPLETE =
      """
      update {0} as s
         set status = 'done', rows_inserted = d.inserted, rows_updated = d.updated,
             rows_deleted = d.deleted, rows_unchanged = d.unchanged,
             finished_at = clock_timestamp(), duration = d.micros * interval '1 microsecond'
        from unnest({2}, {3}, {4}, {5}, {6}, {7})
             as d (name, inserted, updated, deleted, unchanged, micros)
       where s.name = d.name and s.attempt_id = {1} and s.xmin = pg_current_xact_id()::xid
      """;

  private final DSLContext sql;
  private final Tables tables;

  GroupClaims(DSLContext sql, Tables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  /**
   * What one of them did.
   *
   * @param duration of its work alone
   */
  public record Done(String seeder, RowCounts rows, Duration duration) {}

  /**
   * Asks for all of them; waits for a rival's transaction on any, bounded by the caller's limits.
   *
   * @param attempt recorded with each
   * @return false if one of them has a record by now: then the transaction must be rolled back
   */
  public boolean claim(List<SeederStep> steps, UUID attempt, UUID runId) {
    return sql.execute(
            CLAIM,
            tables.seed,
            DSL.val(attempt),
            DSL.val(runId),
            array(steps, SeederStep::name, String[]::new),
            array(steps, GroupClaims::mode, String[]::new),
            array(steps, step -> step.seeder().spec().version(), Integer[]::new),
            array(steps, step -> step.seeder().checksum(), String[]::new))
        == steps.size();
  }

  /**
   * Marks all of them as done, as the last statement before the commit.
   *
   * @return false if the claims are not this transaction's any more
   */
  public boolean complete(List<Done> done, UUID attempt) {
    return sql.execute(
            COMPLETE,
            tables.seed,
            DSL.val(attempt),
            array(done, Done::seeder, String[]::new),
            array(done, each -> each.rows().inserted(), Long[]::new),
            array(done, each -> each.rows().updated(), Long[]::new),
            array(done, each -> each.rows().deleted(), Long[]::new),
            array(done, each -> each.rows().unchanged(), Long[]::new),
            array(done, each -> each.duration().toNanos() / 1000, Long[]::new))
        == done.size();
  }

  private static String mode(SeederStep step) {
    return step.seeder().spec().mode().name().toLowerCase(Locale.ROOT);
  }

  private static <S, T> Field<T[]> array(List<S> of, Function<S, T> value, IntFunction<T[]> room) {
    return DSL.val(of.stream().map(value).toArray(room));
  }
}
