package dev.tilth.data;

/**
 * Which rows a merge is about.
 *
 * @param lastLine staged rows beyond this line are left out
 * @param distinct whether no two rows of the source have one key, as somebody has found out
 * @param stored a condition that holds for every row of the table whose key a staged row has
 */
record Scope(long lastLine, boolean distinct, String stored) {

  /** All staged rows, of which nothing is known. */
  static final Scope ALL = new Scope(Long.MAX_VALUE, false, "true");

  /** The same up to a line. */
  Scope upTo(long line) {
    return new Scope(line, distinct, stored);
  }
}
