package dev.tilth.data;

import java.io.IOException;
import java.io.Reader;

/**
 * The text of a CSV file for its parser, in pieces that end where a record ends, so that between
 * two pieces records can be left out: they are looked through for their ends, not parsed.
 */
final class CsvText extends Reader {

  private final Reader text;
  private final CsvRecordEnds ends = new CsvRecordEnds();
  private final char[] buffer = new char[16 * 1024];
  private int position;
  private int limit;
  private long pending;
  private long linesLeftOut;

  CsvText(Reader text) {
    this.text = text;
  }

  /** How many records the parser was given, the last perhaps in part, and has not returned yet. */
  long pending() {
    return pending;
  }

  /** The parser has returned a record. */
  void returned() {
    pending--;
  }

  /** How many lines the parser does not know of. */
  long linesLeftOut() {
    return linesLeftOut;
  }

  /**
   * Leaves records out, with the blank lines after them: the parser, which may have seen the first
   * half of a line's end, goes on where a record starts. Only where none is pending.
   *
   * @param count of records; the file may have fewer
   */
  void leaveOut(long count) throws IOException {
    long before = ends.lines();
    long left = count;
    while (fill() && (left > 0 || CsvRecordEnds.isLineEnd(buffer[position]))) {
      int most = left > 0 ? limit : position + 1;
      int end = ends.next(buffer, position, most);
      position = end < 0 ? most : end;
      left -= end < 0 ? 0 : 1;
    }
    linesLeftOut += ends.lines() - before;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (!fill()) {
      return -1;
    }
    boolean partBefore = !ends.between();
    int count = piece(Math.min(limit, position + length)) - position;
    pending += (ends.between() ? 0 : 1) - (partBefore ? 1 : 0);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  /** Where the last whole record ends that ends before a position, else that position. */
  private int piece(int most) {
    int end = -1;
    int next = ends.next(buffer, position, most);
    while (next >= 0) {
      end = next;
      pending++;
      next = ends.next(buffer, end, most);
    }
    if (end < 0) {
      return most;
    }
    ends.restartAfter(buffer[end - 1]);
    return end;
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, text.read(buffer, 0, buffer.length));
    }
    return position < limit;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
