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
import static dev.tilth.track.Tables.VERSION;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.SeederStep;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.SeederSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The statements of {@link Claims#open}, and the wait of every claim for chunks at work. */
final class LoadOpening {

  private final DSLContext sql;
  private final Tables tables;
  private final String schema;

  LoadOpening(DSLContext sql, String schema) {
    this.sql = sql;
    this.tables = new Tables(schema);
    this.schema = schema;
  }

  /** Whether the plan saw a load in chunks that was not at its end. */
  static boolean isUnfinished(SeederStep step) {
    return step.seen().flatMap(AppliedSeed::incomplete).isPresent();
  }

  /** Whether the claim was won. */
  boolean claim(SeederStep step, UUID runId, UUID attempt, Chunking chunking) {
    Map<Field<?>, @Nullable Object> row = row(step, runId, attempt, chunking);
    return takesOver(step, row) || isFirst(row);
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
  void keepLaterChunksOff(SeederStep step) {
    if (isUnfinished(step)) {
      sql.execute(
          "select pg_catalog.pg_advisory_xact_lock({0}) from {1} where {2}",
          DSL.val(LockKey.ofLoad(step.name(), schema)),
          tables.seed,
          isSeen(step.seen().orElseThrow()));
    }
  }

  private static Condition isSeen(AppliedSeed seen) {
    return NAME.eq(seen.name()).and(ATTEMPT_ID.eq(seen.attempt()));
  }

  private boolean isFirst(Map<Field<?>, @Nullable Object> row) {
    return sql.insertInto(tables.seed).set(row).onConflict(NAME).doNothing().execute() == 1;
  }

  /** Those of an earlier load. */
  void forgetChunks(SeederStep step) {
    sql.deleteFrom(tables.chunk).where(SEEDER.eq(step.name())).execute();
  }

  private static Map<Field<?>, @Nullable Object> row(
      SeederStep step, UUID runId, UUID attempt, Chunking chunking) {
    SeederSpec spec = step.seeder().spec();
    Map<Field<?>, @Nullable Object> row = new LinkedHashMap<>();
    row.put(NAME, spec.name());
    row.put(MODE, spec.mode().name().toLowerCase(Locale.ROOT));
    row.put(VERSION, spec.version());
    row.put(CHECKSUM, step.seeder().checksum());
    row.put(STATUS, "incomplete");
    row.put(ATTEMPT_ID, attempt);
    row.put(STARTED_AT, NOW);
    row.put(FINISHED_AT, null);
    row.put(DURATION, null);
    row.put(ROWS_INSERTED, null);
    row.put(ROWS_UPDATED, null);
    row.put(ROWS_DELETED, null);
    row.put(ROWS_UNCHANGED, null);
    row.put(SOURCE_SIZE, chunking.size());
    row.put(CHUNK_SIZE, chunking.perChunk());
    row.put(RUN_ID, runId);
    return row;
  }
}
