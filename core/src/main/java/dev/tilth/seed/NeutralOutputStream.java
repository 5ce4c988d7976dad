package dev.tilth.seed;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes bytes on without a UTF-8 byte order mark at the start, with {@code \r\n} and {@code \r} as
 * {@code \n}.
 */
final class NeutralOutputStream extends FilterOutputStream {

  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  private int matched;
  private boolean afterCarriageReturn;

  NeutralOutputStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int value) throws IOException {
    int b = value & 0xFF;
    if (matched < BYTE_ORDER_MARK.length && b == BYTE_ORDER_MARK[matched]) {
      matched++;
      return;
    }
    releaseMatched();
    if (b == '\n' && afterCarriageReturn) {
      afterCarriageReturn = false;
      return;
    }
    afterCarriageReturn = b == '\r';
    out.write(b == '\r' ? '\n' : b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int next = offset;
    int end = offset + length;
    while (next < end && matched < BYTE_ORDER_MARK.length) {
      write(bytes[next++]);
    }
    writeAfterMark(bytes, next, end);
  }

  /** Run by run: what takes bytes one by one, such as a digest, takes many times as long. */
  private void writeAfterMark(byte[] bytes, int start, int end) throws IOException {
    int run = start;
    while (run < end) {
      if (afterCarriageReturn && bytes[run] == '\n') {
        run++;
      }
      int next = run;
      while (next < end && bytes[next] != '\r') {
        next++;
      }
      out.write(bytes, run, next - run);
      afterCarriageReturn = next < end;
      if (afterCarriageReturn) {
        out.write('\n');
        next++;
      }
      run = next;
    }
  }

  /** What only began like a byte order mark is content. From here on, none can come. */
  private void releaseMatched() throws IOException {
    if (matched < BYTE_ORDER_MARK.length) {
      for (int i = 0; i < matched; i++) {
        out.write(BYTE_ORDER_MARK[i]);
      }
      matched = BYTE_ORDER_MARK.length;
    }
  }

  @Override
  public void close() throws IOException {
    releaseMatched();
    super.close();
  }
}
