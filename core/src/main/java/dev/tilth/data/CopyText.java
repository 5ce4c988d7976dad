package dev.tilth.data;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Rows in the text format of COPY (PostgreSQL manual, COPY, "Text Format"). */
final class CopyText extends CopyBytes {

  private static final byte[] NULL = {'\\', 'N'};

  /** The next byte: what stands between fields, or after them. */
  void add(char separator) {
    add((byte) separator);
  }

  void add(long number) {
    add(Long.toString(number));
  }

  void add(@Nullable String value) {
    if (value == null) {
      add(NULL, 0, NULL.length);
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
    for (byte b : utf8) {
      byte letter = escape(b);
      if (letter != 0) {
        add('\\');
      }
      add(letter == 0 ? b : letter);
    }
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
}
