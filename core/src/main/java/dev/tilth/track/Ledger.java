package dev.tilth.track;

import static dev.tilth.track.Tables.ACTOR;
import static dev.tilth.track.Tables.BACKEND_PID;
import static dev.tilth.track.Tables.COMMAND;
import static dev.tilth.track.Tables.DURATION;
import static dev.tilth.track.Tables.ENVIRONMENT;
import static dev.tilth.track.Tables.ERROR;
import static dev.tilth.track.Tables.FINISHED_AT;
import static dev.tilth.track.Tables.GIT_COMMIT;
import static dev.tilth.track.Tables.HOST;
import static dev.tilth.track.Tables.IMAGE_DIGEST;
import static dev.tilth.track.Tables.KIND;
import static dev.tilth.track.Tables.LAUNCHER;
import static dev.tilth.track.Tables.LOCKED;
import static dev.tilth.track.Tables.MIGRATIONS;
import static dev.tilth.track.Tables.NAME;
import static dev.tilth.track.Tables.NOW;
import static dev.tilth.track.Tables.OUTCOME;
import static dev.tilth.track.Tables.PLAN_HASH;
import static dev.tilth.track.Tables.POSITION;
import static dev.tilth.track.Tables.REASON;
import static dev.tilth.track.Tables.ROWS_DELETED;
import static dev.tilth.track.Tables.ROWS_INSERTED;
import static dev.tilth.track.Tables.ROWS_UNCHANGED;
import static dev.tilth.track.Tables.ROWS_UPDATED;
import static dev.tilth.track.Tables.RUN_ID;
import static dev.tilth.track.Tables.SEEDERS;
import static dev.tilth.track.Tables.STARTED_AT;
import static dev.tilth.track.Tables.TILTH_VERSION;
import static dev.tilth.track.Tables.TRIGGER;

import dev.tilth.plan.Plan;
import dev.tilth.spi.RowCounts;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

/**
 * The book of runs. Each entry commits by itself, on a connection that is not the one of the work:
 * what failed is recorded although its work was rolled back. Only a seeder that has done all of its
 * work in one transaction enters itself in it: {@link Claims#complete}.
 */
public final class Ledger {

  /** Of other users' processes nothing is visible but that they are there. */
  private static final Field<Boolean> VANISHED =
      DSL.field(
              """
              outcome = 'running' and backend_pid is not null
              and not exists (select from pg_catalog.pg_stat_activity a
                               where a.pid = backend_pid
                                 and coalesce(a.backend_start <= started_at, true))
              """,
              Boolean.class)
          .as("vanished");

  private static final DayToSecond A_DAY = new DayToSecond(1);

  private final DSLContext sql;
  private final Tables tables;

  Ledger(DSLContext sql, Tables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  /**
   * Enters a run that is about to write. A holder of the run lock first closes the runs that an
   * earlier process left open, since nobody is at work on them: those that held the lock, and those
   * without it that have not been heard of for a day.
   *
   * @param locked whether the caller holds the run lock on this connection
   * @return the server's time of the entry
   */
  public Instant begin(UUID runId, Intent intent, Plan plan, RunOrigin origin, boolean locked) {
    if (locked) {
      closeAbandoned();
    }
    return sql.insertInto(tables.run)
        .set(RUN_ID, runId)
        .set(ENVIRONMENT, plan.environment().name())
        .set(COMMAND, intent.command())
        .set(TRIGGER, plan.trigger().word())
        .set(ACTOR, origin.actor())
        .set(HOST, origin.host())
        .set(LAUNCHER, origin.launcher())
        .set(TILTH_VERSION, origin.tilthVersion())
        .set(GIT_COMMIT, origin.commit().orElse(null))
        .set(IMAGE_DIGEST, origin.image().orElse(null))
        .set(REASON, intent.reason().orElse(null))
        .set(PLAN_HASH, intent.planHash().orElse(null))
        .set(LOCKED, locked)
        .set(BACKEND_PID, DSL.field("pg_backend_pid()", Integer.class))
        .returning(STARTED_AT)
        .fetchSingle(STARTED_AT)
        .toInstant();
  }

  private void closeAbandoned() {
    sql.update(tables.run)
        .set(OUTCOME, "interrupted")
        .set(FINISHED_AT, NOW)
        .set(ERROR, "The process ended without a word; a later run found its entry open.")
        .where(OUTCOME.eq("running"))
        .and(LOCKED.isTrue().or(STARTED_AT.lt(NOW.minus(A_DAY))))
        .execute();
  }

  /**
   * Enters what steps of the run did, all of them at once.
   *
   * @param first the position of the first, from 1, in the order of the run
   */
  public void steps(UUID runId, int first, List<StepRecord> steps) {
    var insertion =
        sql.insertInto(
            tables.step,
            RUN_ID,
            POSITION,
            KIND,
            NAME,
            OUTCOME,
            ROWS_INSERTED,
            ROWS_UPDATED,
            ROWS_DELETED,
            ROWS_UNCHANGED,
            DURATION,
            ERROR);
    int position = first;
    for (StepRecord step : steps) {
      Optional<RowCounts> rows = step.rows();
      insertion =
          insertion.values(
              runId,
              position++,
              step.kind(),
              step.name(),
              step.outcome(),
              rows.map(RowCounts::inserted).orElse(null),
              rows.map(RowCounts::updated).orElse(null),
              rows.map(RowCounts::deleted).orElse(null),
              rows.map(RowCounts::unchanged).orElse(null),
              DayToSecond.valueOf(step.duration()),
              step.error().map(Ledger::storable).orElse(null));
    }
    insertion.execute();
  }

  /** Enters nothing, but fails where the connection is lost. */
  public void ping() {
    sql.connection(connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT 1");
      }
    });
  }

  /** The server stores no NUL, which a message can hold that quotes a value. */
  private static String storable(String text) {
    return text.replace('\0', '?');
  }

  /** Closes a run with its outcome. */
  public void end(UUID runId, String outcome, int migrations, int seeders, Optional<String> error) {
    sql.update(tables.run)
        .set(OUTCOME, outcome)
        .set(MIGRATIONS, migrations)
        .set(SEEDERS, seeders)
        .set(FINISHED_AT, NOW)
        .set(ERROR, error.map(Ledger::storable).orElse(null))
        .where(RUN_ID.eq(runId))
        .execute();
  }

  /**
   * The newest runs first.
   *
   * @param limit how many at most
   */
  public List<RunRecord> history(int limit) {
    return sql.select(DSL.asterisk(), VANISHED)
        .from(tables.run)
        .orderBy(STARTED_AT.desc(), RUN_ID)
        .limit(limit)
        .fetch(Ledger::runRecord);
  }

  private static RunRecord runRecord(Record row) {
    return new RunRecord(
        row.get(RUN_ID),
        row.get(ENVIRONMENT),
        row.get(COMMAND),
        row.get(TRIGGER),
        Optional.ofNullable(row.get(REASON)),
        Optional.ofNullable(row.get(PLAN_HASH)),
        origin(row),
        row.get(OUTCOME),
        row.get(VANISHED),
        row.get(MIGRATIONS),
        row.get(SEEDERS),
        row.get(STARTED_AT).toInstant(),
        Optional.ofNullable(row.get(FINISHED_AT)).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.get(ERROR)));
  }

  private static RunOrigin origin(Record row) {
    return new RunOrigin(
        row.get(ACTOR),
        row.get(HOST),
        row.get(LAUNCHER),
        row.get(TILTH_VERSION),
        Optional.ofNullable(row.get(GIT_COMMIT)),
        Optional.ofNullable(row.get(IMAGE_DIGEST)));
  }
}
