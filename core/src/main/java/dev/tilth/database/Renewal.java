package dev.tilth.database;

import dev.tilth.spi.TilthException;
import org.jspecify.annotations.Nullable;

/** What came of asking for another log-in after one was refused. */
sealed interface Renewal {

  /**
   * There is another one.
   *
   * @param fetched whether the secret was fetched for it now; otherwise somebody did that meanwhile
   */
  record Another(DatabaseAddress address, boolean fetched) implements Renewal {}

  /**
   * There is none.
   *
   * @param tried what was done about it, in sentences that end with a blank
   * @param failure why the secret could not be had
   */
  record None(String tried, @Nullable TilthException failure) implements Renewal {}
}
