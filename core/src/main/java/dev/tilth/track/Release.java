package dev.tilth.track;

import static dev.tilth.track.Tables.RELEASE;

import org.jooq.Condition;
import org.jooq.DSLContext;

/**
 * The release of a build that is about to write.
 *
 * @param number 0 or more
 * @param lowers whether the database forgets that it has seen a higher one
 */
public record Release(long number, boolean lowers) {

  /** Of a run that writes no content. */
  public static final Release NONE = new Release(0, false);

  /** Writes nothing where the database has this one already. */
  void record(DSLContext sql, Tables tables) {
    Condition changes = lowers ? RELEASE.ne(number) : RELEASE.lt(number);
    sql.update(tables.database).set(RELEASE, number).where(changes).execute();
  }
}
