package dev.tilth.track;

import static dev.tilth.track.Tables.CHECKSUM;
import static dev.tilth.track.Tables.NOW;
import static dev.tilth.track.Tables.SEEDER;
import static dev.tilth.track.Tables.SUPERSEDED_AT;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.SeederStep;
import org.jooq.DSLContext;

/** The checksums that claims have replaced, in the transaction of a claim that was won. */
final class SupersededContent {

  private final DSLContext sql;
  private final Tables tables;

  SupersededContent(DSLContext sql, Tables tables) {
    this.sql = sql;
    this.tables = tables;
  }

  /**
   * Keeps the checksum that the claim has replaced, which is the one that the plan saw, and forgets
   * that the new one was ever replaced. One statement, since its two parts touch different rows;
   * none where the content is the same or the seeder is new. Whoever holds the seeder's row is
   * alone with these.
   */
  void keep(SeederStep step) {
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
}
