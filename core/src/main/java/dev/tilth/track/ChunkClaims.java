package dev.tilth.track;

import static dev.tilth.track.Tables.ATTEMPT_ID;
import static dev.tilth.track.Tables.CHUNK;
import static dev.tilth.track.Tables.FINISHED_AT;
import static dev.tilth.track.Tables.NAME;
import static dev.tilth.track.Tables.NOW;
import static dev.tilth.track.Tables.ROWS_DELETED;
import static dev.tilth.track.Tables.ROWS_INSERTED;
import static dev.tilth.track.Tables.ROWS_UNCHANGED;
import static dev.tilth.track.Tables.ROWS_UPDATED;
import static dev.tilth.track.Tables.RUN_ID;
import static dev.tilth.track.Tables.SEEDER;
import static dev.tilth.track.Tables.SOURCE_CHECKSUM;
import static dev.tilth.track.Tables.STATUS;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.UnfinishedSeederException;
import dev.tilth.spi.RowCounts;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The claims of the chunks of one load. Any number of workers, of any number of hosts, agree
 * through these alone; READ COMMITTED.
 *
 * <ol>
 *   <li>{@link Claims#open} commits the seeder's row with status {@code incomplete}, and how the
 *       source is cut.
 *   <li>{@link #claim}, the first statement of a chunk's transaction, tries an advisory lock on the
 *       chunk, which ends with the transaction: a chunk that another worker is at work on is left
 *       to it at once. The chunk's row, inserted by the same statement, is the authority: its key
 *       is the seeder, the checksum of the content, and the number. The statement also locks the
 *       seeder's row in share mode: who begins another load waits for the chunks at work. Those
 *       that come later are kept off by an advisory lock on the load, which chunks share and which
 *       is not to be had past somebody who waits for it.
 *   <li>The worker writes the chunk's rows, {@link #complete} the counts; the commit makes rows and
 *       record visible together. A committed row without an end means that the seeder's own SQL
 *       committed.
 *   <li>{@link #finish}, in a transaction of its own after the last chunk (inside of it, two
 *       workers would each leave it to the other), counts the chunks and records the end.
 * </ol>
 */
public final class ChunkClaims {

  private final DSLContext sql;
  private final Tables tables;
  private final String schema;
  private final ChunkedLoad load;
  private final UUID runId;

  ChunkClaims(DSLContext sql, String schema, ChunkedLoad load, UUID runId) {
    this.sql = sql;
    this.schema = schema;
    this.tables = new Tables(schema);
    this.load = load;
    this.runId = runId;
  }

  /** Asks for a chunk; waits for nobody but who begins another load at this moment. */
  public ChunkClaim claim(int chunk) {
    int inserted =
        sql.execute(
            """
            insert into {0} (seeder, source_checksum, chunk, run_id)
            select name, checksum, {1}, {2} from {3}
             where {4} and pg_catalog.pg_try_advisory_xact_lock_shared({5})
               and pg_catalog.pg_try_advisory_xact_lock({6}) for share
                on conflict do nothing
            """,
            tables.chunk,
            DSL.val(chunk),
            DSL.val(runId),
            tables.seed,
            open(),
            DSL.val(LockKey.ofLoad(load.seeder(), schema)),
            DSL.val(key(chunk)));
    return inserted == 1 ? new ChunkClaim.Won() : refusal(chunk);
  }

  /** In a statement of its own, which sees what was committed before it. */
  private ChunkClaim refusal(int chunk) {
    if (!sql.fetchExists(tables.seed, open())) {
      return new ChunkClaim.Over(now());
    }
    return sql.select(RUN_ID)
        .from(tables.chunk)
        .where(ofLoad(), CHUNK.eq(chunk))
        .fetchOptional(RUN_ID)
        .<ChunkClaim>map(writer -> new ChunkClaim.Done(writer.equals(runId)))
        .orElseGet(ChunkClaim.AtWork::new);
  }

  private long key(int chunk) {
    return LockKey.of("chunk %d of %s %s".formatted(chunk, load.seeder(), load.checksum()), schema);
  }

  private Condition open() {
    return NAME.eq(load.seeder()).and(ATTEMPT_ID.eq(load.attempt())).and(STATUS.eq("incomplete"));
  }

  private Condition ofLoad() {
    return SEEDER.eq(load.seeder()).and(SOURCE_CHECKSUM.eq(load.checksum()));
  }

  /**
   * Records a claimed chunk's end, as the last statement before the commit.
   *
   * @param rows empty where nobody counted
   * @throws UnfinishedSeederException if the row is not this transaction's: the seeder's own SQL
   *     committed
   * @throws ClaimRolledBackException if the row is not there: the seeder's own SQL rolled back
   */
  public void complete(int chunk, Optional<RowCounts> rows) {
    int updated =
        sql.update(tables.chunk)
            .set(ROWS_INSERTED, rows.map(RowCounts::inserted).orElse(null))
            .set(ROWS_UPDATED, rows.map(RowCounts::updated).orElse(null))
            .set(ROWS_DELETED, rows.map(RowCounts::deleted).orElse(null))
            .set(ROWS_UNCHANGED, rows.map(RowCounts::unchanged).orElse(null))
            .set(FINISHED_AT, NOW)
            .where(ofLoad(), CHUNK.eq(chunk))
            .and("xmin = pg_current_xact_id()::xid")
            .execute();
    if (updated != 1) {
      throw sql.fetchExists(tables.chunk, ofLoad().and(CHUNK.eq(chunk)))
          ? UnfinishedSeederException.of(load.seeder())
          : new ClaimRolledBackException(load.seeder());
    }
  }

  /** The numbers of the chunks that are there. */
  public List<Integer> done() {
    return sql.select(CHUNK)
        .from(tables.chunk)
        .where(ofLoad(), FINISHED_AT.isNotNull())
        .fetch(CHUNK);
  }

  /**
   * Records the end of the load if all of its chunks are there.
   *
   * @return whether this did; of all callers, one does
   */
  public boolean finish() {
    int updated =
        sql.execute(
            """
            update {0} set status = 'done', rows_inserted = c.inserted, rows_updated = c.updated,
                   rows_deleted = c.deleted, rows_unchanged = c.unchanged,
                   finished_at = clock_timestamp(), duration = clock_timestamp() - started_at
              from (select count(finished_at) as done, {1}, {2}, {3}, {4} from {5} where {6}) c
             where {7} and c.done = {8}
            """,
            tables.seed,
            sum(ROWS_INSERTED, "inserted"),
            sum(ROWS_UPDATED, "updated"),
            sum(ROWS_DELETED, "deleted"),
            sum(ROWS_UNCHANGED, "unchanged"),
            tables.chunk,
            ofLoad(),
            open(),
            DSL.val(load.chunking().count()));
    return updated == 1;
  }

  /** Unknown where one of the chunks was not counted; 0 where there are none. */
  private static Field<?> sum(Field<Long> rows, String name) {
    return DSL.field(
        "case when count({0}) = count(*) then coalesce(sum({0}), 0)::bigint end as {1}",
        SQLDataType.BIGINT, rows, DSL.name(name));
  }

  /** What the seeder's record says now. */
  public AppliedSeed now() {
    return new Claims(sql, schema).read(load.seeder());
  }
}
