package dev.tilth.data;

import java.util.Arrays;

/** Rows on their way to COPY, in one of its formats. */
abstract sealed class CopyBytes permits CopyText, CopyBinary {

  private byte[] bytes = new byte[96 * 1024];
  private int length;

  final byte[] bytes() {
    return bytes;
  }

  final int length() {
    return length;
  }

  final void clear() {
    length = 0;
  }

  /** Takes back what came after a length. */
  final void cut(int formerLength) {
    length = formerLength;
  }

  final void add(byte value) {
    reserve(1);
    bytes[length++] = value;
  }

  /** What is in this format already. */
  final void add(byte[] from, int start, int end) {
    reserve(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
