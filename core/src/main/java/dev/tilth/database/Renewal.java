package dev.tilth.database;

/** What came of asking for another log-in after one was refused. */
sealed interface Renewal {

  /**
   * There is another one.
   *
   * @param fetched whether the secret was fetched for it since the refusal; otherwise that had
   *     happened before
   */
  record Another(DatabaseAddress address, boolean fetched) implements Renewal {}

  /**
   * There is none.
   *
   * @param tried what was done about it, in sentences that end with a blank
   */
  record None(String tried) implements Renewal {}
}
