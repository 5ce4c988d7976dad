package dev.tilth.data;

/** What happens to a row of the file whose key the table has already. */
enum Mode {
  INSERT_MISSING,
  MERGE
}
