package dev.tilth.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The ends of lines in a text: {@code \n}, {@code \r\n} or {@code \r}. */
final class LineEnds {

  private LineEnds() {}

  /** How many there are in the first bytes, as far as there are so many. */
  static long count(InputStream text, long bytes) throws IOException {
    InputStream buffered = new BufferedInputStream(text);
    long ends = 0;
    int before = 0;
    for (long i = 0; i < bytes; i++) {
      int b = buffered.read();
      if (b < 0) {
        break;
      }
      if (b == '\r' || (b == '\n' && before != '\r')) {
        ends++;
      }
      before = b;
    }
    return ends;
  }
}
