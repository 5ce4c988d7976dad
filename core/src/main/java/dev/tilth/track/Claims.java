package dev.tilth.track;

import static dev.tilth.track.Tables.ATTEMPT_ID;
import static dev.tilth.track.Tables.CHECKSUM;
import static dev.tilth.track.Tables.FINISHED_AT;
import static dev.tilth.track.Tables.NAME;
import static dev.tilth.track.Tables.STARTED_AT;
import static dev.tilth.track.Tables.STATUS;
import static dev.tilth.track.Tables.VERSION;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.SeederStep;
import dev.tilth.plan.UnfinishedSeederException;
import dev.tilth.spi.Chunking;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

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
 *   <li>{@link #complete}, the last message, sets status {@code done} and the counts, and enters
 *       the step into the ledger.
 *   <li>The caller commits: row, record and entry become visible together. A committed {@code
 *       running} row therefore means that the seeder's own SQL committed.
 * </ol>
 */
public final class Claims {

  private final DSLContext sql;
  private final Tables tables;
  private final ClaimSql statements;
  private final LoadOpening opening;
  private final SupersededContent superseded;

  Claims(DSLContext sql, String schema) {
    this.sql = sql;
    this.tables = new Tables(schema);
    this.statements = new ClaimSql(schema);
    this.opening = new LoadOpening(sql, schema);
    this.superseded = new SupersededContent(sql, tables);
  }

  /** Asks for the row; waits for a rival's transaction on it, within the limits. */
  public Claim claim(SeederStep step, UUID runId, ClaimLimits limits) {
    UUID attempt = UUID.randomUUID();
    boolean won =
        sql.connectionResult(connection -> {
          if (LoadOpening.isUnfinished(step)) {
            limits.begin(connection);
            opening.keepLaterChunksOff(step);
          }
          return statements.claim(step, runId, attempt, limits, connection);
        });
    return outcome(won, step, attempt);
  }

  /**
   * The same for a seeder in chunks, of which none is written yet: the claim commits by itself,
   * with status {@code incomplete}, and forgets the chunks of an earlier load. Where it is lost it
   * has not waited for the chunks that the winner has at work: {@code ON CONFLICT DO UPDATE} locks
   * the row before it looks at its condition.
   */
  public Claim open(SeederStep step, UUID runId, Chunking chunking) {
    UUID attempt = UUID.randomUUID();
    Claim claim = outcome(opening.claim(step, runId, attempt, chunking), step, attempt);
    if (claim instanceof Claim.Won) {
      opening.forgetChunks(step);
    }
    return claim;
  }

  private Claim outcome(boolean won, SeederStep step, UUID attempt) {
    if (!won) {
      return new Claim.Lost(read(step.name()));
    }
    superseded.keep(step);
    return new Claim.Won(attempt);
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
   * Marks the claimed row as done and enters the step into the ledger, as the last statements
   * before the commit.
   *
   * @throws UnfinishedSeederException if the row is not this transaction's: the seeder's own SQL
   *     committed
   * @throws ClaimRolledBackException if the row is not there: the seeder's own SQL rolled back
   */
  public void complete(Claim.Won claim, StepEntry entry) {
    boolean completed =
        sql.connectionResult(connection -> statements.complete(claim.attempt(), entry, connection));
    if (!completed) {
      String seeder = entry.step().name();
      boolean committed =
          sql.fetchExists(tables.seed, NAME.eq(seeder).and(ATTEMPT_ID.eq(claim.attempt())));
      throw committed ? UnfinishedSeederException.of(seeder) : new ClaimRolledBackException(seeder);
    }
  }
}
