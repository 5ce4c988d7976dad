package dev.tilth.data;

/**
 * Tells where the records of a CSV text end, as FastCSV does: at {@code \n}, {@code \r\n} or {@code
 * \r} outside of quotes. A quote opens a field only at its start, and blank lines are no records.
 */
final class CsvRecordEnds {

  private boolean quoted;
  private boolean inData;
  private boolean blank = true;
  private boolean afterCarriageReturn;
  private long lines;

  /**
   * Goes on to the next end of a record.
   *
   * @return the position after it, or -1 if there is none
   */
  int next(char[] text, int from, int to) {
    int i = from;
    while (i < to) {
      if (at(text[i++])) {
        return i;
      }
      // What follows in the same field: all that is special comes before the comma or is one.
      boolean plain = i < to && text[i] > ',' && (quoted || inData);
      if (plain) {
        afterCarriageReturn = false;
        i = afterPlain(text, i, to);
      }
    }
    return -1;
  }

  private static int afterPlain(char[] text, int from, int to) {
    int i = from;
    while (i < to && text[i] > ',') {
      i++;
    }
    return i;
  }

  private boolean at(char c) {
    boolean secondHalf = c == '\n' && afterCarriageReturn;
    afterCarriageReturn = c == '\r';
    if (isLineEnd(c) && !secondHalf) {
      lines++;
    }
    if (quoted) {
      quoted = c != '"';
      return false;
    }
    if (isLineEnd(c)) {
      boolean record = !blank;
      blank = true;
      inData = false;
      return record;
    }
    blank = false;
    quoted = c == '"' && !inData;
    inData = c == '"' ? inData : c != ',';
    return false;
  }

  /** Goes back to where a record ended with this character. */
  void restartAfter(char end) {
    quoted = false;
    inData = false;
    blank = true;
    afterCarriageReturn = end == '\r';
  }

  /** Whether nothing of a record has come since the last one ended. */
  boolean between() {
    return blank;
  }

  /** How many lines have ended. */
  long lines() {
    return lines;
  }

  static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
