package dev.tilth.data;

import java.nio.charset.StandardCharsets;

/** Texts that are bytes, one for each character. */
final class Ascii {

  /** As many as a long can hold whatever they are. */
  static final int MOST_DIGITS = 18;

  private Ascii() {}

  /**
   * The number that digits stand for.
   *
   * @return negative if there are none or too many, or if something is not a digit
   */
  static long digits(byte[] text, int start, int end) {
    if (start >= end || end - start > MOST_DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = start; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  static boolean isAt(byte[] text, int at, int end, char expected) {
    return at < end && text[at] == expected;
  }

  static String text(byte[] text, int start, int end) {
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
