package dev.tilth.data;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines of bounded length: memory does not grow with a file that has no line breaks. */
final class LineReader {

  /** In characters; as long as a CSV field may be. */
  static final int LONGEST_LINE = 16 * 1024 * 1024;

  private final String file;
  private final Reader text;
  private final char[] buffer = new char[16 * 1024];
  private final StringBuilder line = new StringBuilder();
  private int position;
  private int limit;
  private long number;
  private boolean afterCarriageReturn;

  LineReader(String file, Reader text) {
    this.file = file;
    this.text = text;
  }

  /** Of the line that was read last, from 1. */
  Place place() {
    return new Place(file, Math.max(1, number));
  }

  /** The next line without its end ({@code \n}, {@code \r\n} or {@code \r}), or null. */
  @Nullable String next() throws IOException {
    line.setLength(0);
    number++;
    while (fill()) {
      char c = buffer[position++];
      boolean secondHalf = c == '\n' && afterCarriageReturn;
      afterCarriageReturn = c == '\r';
      if (secondHalf) {
        continue;
      }
      if (c == '\n' || c == '\r') {
        return line.toString();
      }
      append(c);
    }
    return line.isEmpty() ? null : line.toString();
  }

  /** Leaves lines out; the text may have fewer. */
  void skip(long count) throws IOException {
    long left = count;
    while (left > 0 && fill()) {
      char c = buffer[position++];
      boolean secondHalf = c == '\n' && afterCarriageReturn;
      afterCarriageReturn = c == '\r';
      if ((c == '\n' && !secondHalf) || c == '\r') {
        left--;
        number++;
      }
    }
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, text.read(buffer, 0, buffer.length));
    }
    return position < limit;
  }

  private void append(char c) {
    if (line.length() == LONGEST_LINE) {
      throw new MalformedFileException(
          place(),
          "the line is longer than %d characters".formatted(LONGEST_LINE),
          "Write each object on a line of its own.");
    }
    line.append(c);
  }
}
