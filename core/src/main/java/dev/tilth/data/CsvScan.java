package dev.tilth.data;

import java.io.IOException;
import java.io.Reader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV text for some of its columns, several times as fast as its parser. Whatever is not
 * beyond doubt ends it: quotes where they are not expected, another number of fields than the
 * header has, the beginning of a placeholder, rows without measure.
 */
final class CsvScan implements AutoCloseable {

  private static final int END = -1;
  private static final int LONGEST_RECORD = 1024 * 1024;

  private final Reader text;
  private final int columns;
  private final @Nullable StringBuilder[] wanted;
  private final char[] buffer = new char[16 * 1024];
  private final boolean[] isNull;
  private int position;
  private int limit;
  private long length;
  private boolean doubtful;

  /**
   * @param columns how many there are
   * @param positions of those that are read, from 1
   */
  CsvScan(Reader text, int columns, Set<Integer> positions) {
    this.text = text;
    this.columns = columns;
    this.isNull = new boolean[columns + 1];
    this.wanted = new StringBuilder[columns + 1];
    positions.forEach(wantedPosition -> wanted[wantedPosition] = new StringBuilder());
  }

  /** Goes on to the next record; returns false after the last, and where there is a doubt. */
  boolean next() throws IOException {
    int c = read();
    while (isLineEnd(c)) {
      c = read();
    }
    if (c == END) {
      return false;
    }
    length = 0;
    int field = 1;
    c = field(field, c);
    while (c == ',' && field < columns) {
      field++;
      c = field(field, read());
    }
    doubtful |= field != columns || (c != END && !isLineEnd(c)) || length > LONGEST_RECORD;
    return !doubtful;
  }

  /** Whether only the parser can tell what there is. */
  boolean isDoubtful() {
    return doubtful;
  }

  /** A field of the record that was read last. */
  @Nullable String field(int number) {
    return isNull[number] ? null : String.valueOf(wanted[number]);
  }

  /** Takes a field by its first character; returns what comes after it. */
  private int field(int number, int first) throws IOException {
    StringBuilder value = wanted[number];
    if (value != null) {
      value.setLength(0);
    }
    isNull[number] = first == ',' || first == END || isLineEnd(first);
    if (isNull[number]) {
      return first;
    }
    if (first == '"') {
      return quoted(value);
    }
    position--;
    int end = run(value, false);
    doubtful |= end == '"';
    return end;
  }

  private int quoted(@Nullable StringBuilder value) throws IOException {
    while (true) {
      if (run(value, true) == END) {
        doubtful = true;
        return END;
      }
      int next = read();
      if (next != '"') {
        return next;
      }
      if (value != null) {
        value.append('"');
      }
    }
  }

  /** Takes characters up to what ends the field, or may; returns that. */
  private int run(@Nullable StringBuilder value, boolean quoted) throws IOException {
    char before = 0;
    while (position < limit || fill()) {
      int start = position;
      int i = start;
      char c = 0;
      for (; i < limit; i++) {
        c = buffer[i];
        if (c > ',' && c != '{') {
          continue;
        }
        if (c == '"' || (!quoted && (c == ',' || isLineEnd(c)))) {
          break;
        }
        doubtful |= c == '{' && (i > start ? buffer[i - 1] : before) == '$';
      }
      before = i > start ? buffer[i - 1] : before;
      if (value != null) {
        value.append(buffer, start, i - start);
      }
      length += i - start;
      position = i;
      if (doubtful || length > LONGEST_RECORD) {
        doubtful = true;
        return END;
      }
      if (i < limit) {
        position++;
        return c;
      }
    }
    return END;
  }

  private int read() throws IOException {
    return position < limit || fill() ? buffer[position++] : END;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, text.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private static boolean isLineEnd(int c) {
    return CsvRecordEnds.isLineEnd((char) c);
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
