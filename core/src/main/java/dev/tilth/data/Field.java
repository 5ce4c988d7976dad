package dev.tilth.data;

/**
 * A column of the file and of the staging table.
 *
 * @param position from 1, in both
 * @param meaning its type, for messages
 * @param masked whether messages leave its values out
 * @param origin the column, as SQL, whose type and collation the staging table takes over
 */
record Field(String header, int position, String meaning, boolean masked, String origin) {

  /** Its name in the staging table: a number, so that a server message can be led back to it. */
  String staged() {
    return "c" + position;
  }

  /** The staged value, where the staging table is {@code s}. */
  String value() {
    return "s." + staged();
  }
}
