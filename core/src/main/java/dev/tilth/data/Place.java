package dev.tilth.data;

/**
 * Where something stands.
 *
 * @param line from 1; of rows from code, the row's number
 */
record Place(String file, long line) {

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
