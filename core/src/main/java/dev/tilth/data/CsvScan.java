package dev.tilth.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a CSV file from its bytes, several times as fast as its parser. Whatever is
 * not beyond doubt ends it: quotes where they are not expected, another number of fields than the
 * header has, the beginning of a placeholder, what is not UTF-8 or is U+0000, records without
 * measure.
 */
final class CsvScan implements AutoCloseable {

  private static final int END = -1;
  private static final int LONGEST_RECORD = 1024 * 1024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Of each byte, whether it stands for itself wherever it is. */
  private static final boolean[] PLAIN = plain();

  private final InputStream bytes;
  private final Utf8Check utf8 = new Utf8Check();

  /** Where each field starts in its record, without its quotes; negative where it is NULL. */
  private final int[] starts;

  private final int[] ends;

  private byte[] buffer = new byte[64 * 1024];

  /** Where the record starts, which is in the buffer up to the position. */
  private int start;

  private int position;
  private int limit;
  private long line = 1;
  private long recordLine;
  private boolean afterCarriageReturn;
  private boolean atFirst = true;
  private boolean ascii;
  private boolean verbatim;
  private boolean doubtful;

  /**
   * @param bytes from the start of the file; closed with this
   * @param columns how many there are
   */
  CsvScan(InputStream bytes, int columns) {
    this.bytes = bytes;
    this.starts = new int[columns];
    this.ends = new int[columns];
  }

  private static boolean[] plain() {
    boolean[] plain = new boolean[256];
    Arrays.fill(plain, '\r' + 1, 128, true);
    for (char special : new char[] {'"', ',', '\\', '{'}) {
      plain[special] = false;
    }
    return plain;
  }

  /** Goes on to the next record; returns false after the last, and where there is a doubt. */
  boolean next() throws IOException {
    if (atFirst) {
      atFirst = false;
      leaveOutMark();
    }
    if (doubtful || !goToRecord()) {
      return false;
    }
    recordLine = line;
    ascii = true;
    verbatim = true;
    int fields = 1;
    boolean more = take(0);
    while (more && fields < starts.length) {
      more = take(fields);
      fields++;
    }
    doubtful |= more || fields < starts.length || !(ascii || utf8.isValid(buffer, start, position));
    return !doubtful;
  }

  /** Whether only the parser can tell what there is. */
  boolean isDoubtful() {
    return doubtful;
  }

  /** A field of the record that was read last, from 1. */
  @Nullable String field(int number) {
    int from = starts[number - 1];
    return from < 0 ? null : CsvFields.text(buffer, start + from, start + ends[number - 1]);
  }

  /** The record that was read last. */
  Row row() {
    return new Row(
        recordLine,
        new CsvFields(
            Arrays.copyOfRange(buffer, start, position), starts.clone(), ends.clone(), verbatim));
  }

  private void leaveOutMark() throws IOException {
    int length = BYTE_ORDER_MARK.length;
    boolean more = true;
    while (limit < length && more) {
      more = fill();
    }
    if (limit >= length && Arrays.equals(buffer, 0, length, BYTE_ORDER_MARK, 0, length)) {
      position = length;
    }
  }

  /** Past the ends of lines that come before it. */
  private boolean goToRecord() throws IOException {
    start = position;
    while (position < limit || fill()) {
      if (!isLineEnd(buffer[position])) {
        afterCarriageReturn = false;
        return true;
      }
      endLine(buffer[position++]);
      start = position;
    }
    return false;
  }

  /** Takes a field; returns whether a comma follows. */
  private boolean take(int number) throws IOException {
    if ((position < limit || fill()) && buffer[position] == '"') {
      return takeQuoted(number);
    }
    int from = position - start;
    int after = run(false);
    int to = position - start - (after == END ? 0 : 1);
    starts[number] = from == to ? END : from;
    ends[number] = to;
    return isComma(after);
  }

  private boolean takeQuoted(int number) throws IOException {
    position++;
    starts[number] = position - start;
    int after = run(true);
    while (after == '"' && (position < limit || fill()) && buffer[position] == '"') {
      position++;
      verbatim = false;
      after = run(true);
    }
    ends[number] = position - start - 1;
    doubtful |= after != '"';
    return !doubtful && position < limit && isComma(buffer[position++]);
  }

  private boolean isComma(int after) {
    if (isLineEnd(after)) {
      endLine(after);
    } else {
      doubtful |= after != ',' && after != END;
    }
    return after == ',';
  }

  /** Goes past what ends the field, or may; returns that. */
  private int run(boolean quoted) throws IOException {
    while (position < limit || fill()) {
      int i = position;
      while (i < limit && PLAIN[buffer[i] & 0xFF]) {
        i++;
      }
      position = i;
      if (i < limit) {
        position++;
        if (stops(i, quoted)) {
          return buffer[i];
        }
      }
    }
    return END;
  }

  /** Whether a byte that is not plain ends the field, or may. */
  private boolean stops(int at, boolean quoted) {
    switch (buffer[at]) {
      case ',' -> {
        return !quoted;
      }
      case '"' -> {
        return true;
      }
      case '\n', '\r' -> {
        if (quoted) {
          line += buffer[at] == '\n' && buffer[at - 1] == '\r' ? 0 : 1;
          verbatim = false;
        }
        return !quoted;
      }
      case '{' -> doubtful |= at > start && buffer[at - 1] == '$';
      case 0 -> doubtful = true;
      default -> {
        ascii &= buffer[at] > 0;
        verbatim &= buffer[at] < 0;
      }
    }
    return doubtful;
  }

  private void endLine(int end) {
    line += end == '\n' && afterCarriageReturn ? 0 : 1;
    afterCarriageReturn = end == '\r';
  }

  private static boolean isLineEnd(int b) {
    return b == '\n' || b == '\r';
  }

  /** Reads on; what there is of the record stays in the buffer. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, limit - start);
    position -= start;
    limit -= start;
    start = 0;
    if (limit >= LONGEST_RECORD) {
      doubtful = true;
      return false;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * limit);
    }
    int count = bytes.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, count);
    return count >= 0;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
