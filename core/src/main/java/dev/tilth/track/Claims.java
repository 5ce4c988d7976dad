package dev.tilth.track;

import static dev.tilth.track.Tables.ATTEMPT_ID;
import static dev.tilth.track.Tables.CHECKSUM;
import static dev.tilth.track.Tables.CHUNK_SIZE;
import static dev.tilth.track.Tables.DURATION;
import static dev.tilth.track.Tables.FINISHED_AT;
import static dev.tilth.track.Tables.MODE;
import static dev.tilth.track.Tables.NAME;
import static dev.tilth.track.Tables.NOW;
import static dev.tilth.track.Tables.ROWS_DELETED;
import static dev.tilth.track.Tables.ROWS_INSERTED;
import static dev.tilth.track.Tables.ROWS_UNCHANGED;
import static dev.tilth.track.Tables.ROWS_UPDATED;
import static dev.tilth.track.Tables.RUN_ID;
import static dev.tilth.track.Tables.SEEDER;
import static dev.tilth.track.Tables.SOURCE_SIZE;
import static dev.tilth.track.Tables.STARTED_AT;
import static dev.tilth.track.Tables.STATUS;
import static dev.tilth.track.Tables.SUPERSEDED_AT;
import static dev.tilth.track.Tables.VERSION;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.SeederStep;
import dev.tilth.plan.UnfinishedSeederException;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The claim of a seeder. Everything happens in the seeder's own transaction, READ COMMITTED:
 *
 * <ol>
 *   <li>{@link #claim} inserts the seeder's row with status {@code running}, or takes it over if it
 *       is still the one that the plan saw ({@code attempt_id}). A rival's insert or update of the
 *       same row waits here until this transaction ends, and then sees the outcome. A checksum that
 *       the claim replaces is kept in {@code seed_superseded}, so that a later look can tell older
 *       content from newer.
 *   <li>The seeder writes its rows.
 *   <li>{@link #complete}, the last statement, sets status {@code done} and the counts.
 *   <li>The caller commits: row and record become visible together. A committed {@code running} row
 *       therefore means that the seeder's own SQL committed.
 * </ol>
 */
public final class Claims {

  private final DSLContext sql;
  private final Tables tables;
  private final String schema;

  Claims(DSLContext sql, String schema) {
    this.sql = sql;
    this.tables = new Tables(schema);
    this.schema = schema;
  }

  /** Asks for the row; waits for a rival's transaction on it, bounded by the caller's limits. */
  public Claim claim(SeederStep step, UUID runId) {
    UUID attempt = UUID.randomUUID();
    return claim(step, attempt, row(step, runId, attempt));
  }

  /**
   * The same for a seeder in chunks, of which none is written yet: the claim commits by itself,
   * with status {@code incomplete}, and forgets the chunks of an earlier load. Where it is lost it
   * has not waited for the chunks that the winner has at work: {@code ON CONFLICT DO UPDATE} locks
   * the row before it looks at its condition.
   */
  public Claim open(SeederStep step, UUID runId, Chunking chunking) {
    UUID attempt = UUID.randomUUID();
    Map<Field<?>, @Nullable Object> row = row(step, runId, attempt);
    row.put(STATUS, "incomplete");
    row.put(SOURCE_SIZE, chunking.size());
    row.put(CHUNK_SIZE, chunking.perChunk());
    if (!takesOver(step, row) && !isFirst(row)) {
      return new Claim.Lost(read(step.name()));
    }
    supersede(step);
    sql.deleteFrom(tables.chunk).where(SEEDER.eq(step.name())).execute();
    return new Claim.Won(attempt);
  }

  private boolean takesOver(SeederStep step, Map<Field<?>, @Nullable Object> row) {
    if (step.seen().isEmpty()) {
      return false;
    }
    keepLaterChunksOff(step);
    return sql.update(tables.seed).set(row).where(isSeen(step.seen().get())).execute() == 1;
  }

  /**
   * Waits for the chunks at work where the row is still the one that the plan saw. An update alone
   * would wait for as long as chunks overlap: a share lock passes by those that wait for the row.
   */
  private void keepLaterChunksOff(SeederStep step) {
    step.seen()
        .filter(seen -> seen.incomplete().isPresent())
        .ifPresent(seen ->
            sql.execute(
                "select pg_catalog.pg_advisory_xact_lock({0}) from {1} where {2}",
                DSL.val(LockKey.ofLoad(step.name(), schema)), tables.seed, isSeen(seen)));
  }

  private static Condition isSeen(AppliedSeed seen) {
    return NAME.eq(seen.name()).and(ATTEMPT_ID.eq(seen.attempt()));
  }

  private boolean isFirst(Map<Field<?>, @Nullable Object> row) {
    return sql.insertInto(tables.seed).set(row).onConflict(NAME).doNothing().execute() == 1;
  }

  private Claim claim(SeederStep step, UUID attempt, Map<Field<?>, @Nullable Object> row) {
    keepLaterChunksOff(step);
    boolean won =
        sql.insertInto(tables.seed)
                .set(row)
                .onConflict(NAME)
                .doUpdate()
                .set(row)
                .where(
                    DSL.field(
                            tables.seed.getQualifiedName().append(ATTEMPT_ID.getName()), UUID.class)
                        .eq(step.seen().map(AppliedSeed::attempt).orElse(null)))
                .execute()
            == 1;
    if (won) {
      supersede(step);
    }
    return won ? new Claim.Won(attempt) : new Claim.Lost(read(step.name()));
  }

  /**
   * Keeps the checksum that the claim has replaced, which is the one that the plan saw, and forgets
   * that the new one was ever replaced. One statement, since its two parts touch different rows;
   * none where the content is the same or the seeder is new. Whoever holds the seeder's row is
   * alone with these.
   */
  private void supersede(SeederStep step) {
    String now = step.seeder().checksum();
    step.seen()
        .map(AppliedSeed::checksum)
        .filter(before -> !before.equals(now))
        .ifPresent(before ->
            sql.with("current")
                .as(
                    sql.deleteFrom(tables.superseded)
                        .where(SEEDER.eq(step.name()), CHECKSUM.eq(now))
                        .returning(CHECKSUM))
                .insertInto(tables.superseded)
                .set(SEEDER, step.name())
                .set(CHECKSUM, before)
                .onConflict(SEEDER, CHECKSUM)
                .doUpdate()
                .set(SUPERSEDED_AT, NOW)
                .execute());
  }

  private static Map<Field<?>, @Nullable Object> row(SeederStep step, UUID runId, UUID attempt) {
    SeederSpec spec = step.seeder().spec();
    Map<Field<?>, @Nullable Object> row = new LinkedHashMap<>();
    row.put(NAME, spec.name());
    row.put(MODE, spec.mode().name().toLowerCase(Locale.ROOT));
    row.put(VERSION, spec.version());
    row.put(CHECKSUM, step.seeder().checksum());
    row.put(STATUS, "running");
    row.put(ATTEMPT_ID, attempt);
    row.put(STARTED_AT, NOW);
    row.put(FINISHED_AT, null);
    row.put(DURATION, null);
    row.put(ROWS_INSERTED, null);
    row.put(ROWS_UPDATED, null);
    row.put(ROWS_DELETED, null);
    row.put(ROWS_UNCHANGED, null);
    row.put(SOURCE_SIZE, null);
    row.put(CHUNK_SIZE, null);
    row.put(RUN_ID, runId);
    return row;
  }

  /** In a statement of its own: a lost claim saw the row as it was before it waited. */
  AppliedSeed read(String name) {
    return find(name).orElseThrow();
  }

  /** What the record of a seeder says, without a claim. */
  public Optional<AppliedSeed> find(String name) {
    return sql.select(DSL.asterisk(), tables.progress)
        .from(tables.seed)
        .where(NAME.eq(name))
        .fetchOptional(this::seed);
  }

  private AppliedSeed seed(Record row) {
    return new AppliedSeed(
        row.get(NAME),
        row.get(VERSION),
        row.get(CHECKSUM),
        row.get(ATTEMPT_ID),
        (row.get(FINISHED_AT) == null ? row.get(STARTED_AT) : row.get(FINISHED_AT)).toInstant(),
        Progress.of(row.get(STATUS), row.get(tables.progress)));
  }

  /**
   * Marks the claimed row as done, as the last statement before the commit.
   *
   * @param rows empty where nobody counted
   * @throws UnfinishedSeederException if the row is not this transaction's: the seeder's own SQL
   *     committed
   * @throws ClaimRolledBackException if the row is not there: the seeder's own SQL rolled back
   */
  public void complete(String seeder, Claim.Won claim, Optional<RowCounts> rows) {
    int updated =
        sql.update(tables.seed)
            .set(STATUS, "done")
            .set(ROWS_INSERTED, rows.map(RowCounts::inserted).orElse(null))
            .set(ROWS_UPDATED, rows.map(RowCounts::updated).orElse(null))
            .set(ROWS_DELETED, rows.map(RowCounts::deleted).orElse(null))
            .set(ROWS_UNCHANGED, rows.map(RowCounts::unchanged).orElse(null))
            .set(FINISHED_AT, NOW)
            .set(DURATION, DSL.field("clock_timestamp() - {0}", DURATION.getDataType(), STARTED_AT))
            .where(NAME.eq(seeder), ATTEMPT_ID.eq(claim.attempt()))
            .and("xmin = pg_current_xact_id()::xid")
            .execute();
    if (updated != 1) {
      boolean committed =
          sql.fetchExists(tables.seed, NAME.eq(seeder).and(ATTEMPT_ID.eq(claim.attempt())));
      throw committed ? UnfinishedSeederException.of(seeder) : new ClaimRolledBackException(seeder);
    }
  }
}
