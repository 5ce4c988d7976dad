package dev.tilth.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of COPY (PostgreSQL manual, COPY, "Text Format"). */
final class CopyText {

  private static final byte[] NULL = {'\\', 'N'};

  private byte[] bytes = new byte[96 * 1024];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** The next byte: what stands between fields, or after them. */
  void add(char separator) {
    reserve(1);
    bytes[length++] = (byte) separator;
  }

  void add(long number) {
    add(Long.toString(number));
  }

  void add(@Nullable String value) {
    if (value == null) {
      reserve(NULL.length);
      System.arraycopy(NULL, 0, bytes, length, NULL.length);
      length += NULL.length;
      return;
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (isPlain(utf8)) {
      add(utf8, 0, utf8.length);
    } else {
      addEscaped(utf8);
    }
  }

  private static boolean isPlain(byte[] utf8) {
    for (byte b : utf8) {
      if (b == '\\' || (b >= 0 && b <= '\r')) {
        return false;
      }
    }
    return true;
  }

  private void addEscaped(byte[] utf8) {
    reserve(2 * utf8.length);
    for (byte b : utf8) {
      byte letter = escape(b);
      if (letter != 0) {
        bytes[length++] = '\\';
      }
      bytes[length++] = letter == 0 ? b : letter;
    }
  }

  /** What is in this format already. */
  void add(byte[] from, int start, int end) {
    reserve(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  /** What follows the backslash, or 0 for a byte that stands for itself. */
  private static byte escape(byte b) {
    return switch (b) {
      case '\\' -> '\\';
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      default -> 0;
    };
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
