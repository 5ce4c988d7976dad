package dev.tilth.data;

import java.util.regex.Pattern;

/** Whole numbers, and those with a floating point. */
final class BinaryNumbers {

  /** Without what only one of the two sides reads: spaces, "infinity", hexadecimal digits. */
  private static final Pattern DECIMAL =
      Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");

  private static final Pattern ZERO = Pattern.compile("-?0+(\\.0+)?");

  private BinaryNumbers() {}

  static boolean smallint(byte[] utf8, int start, int end, CopyBinary to) {
    long number = number(utf8, start, end);
    to.length(Short.BYTES);
    to.addShort((int) number);
    return number == (short) number;
  }

  static boolean integer(byte[] utf8, int start, int end, CopyBinary to) {
    long number = number(utf8, start, end);
    to.length(Integer.BYTES);
    to.addInt((int) number);
    return number == (int) number;
  }

  static boolean bigint(byte[] utf8, int start, int end, CopyBinary to) {
    long number = number(utf8, start, end);
    to.length(Long.BYTES);
    to.addLong(number);
    return number != Long.MIN_VALUE;
  }

  /** The least one where the text is not digits, perhaps after a minus sign. */
  private static long number(byte[] utf8, int start, int end) {
    boolean negative = Ascii.isAt(utf8, start, end, '-');
    long number = Ascii.digits(utf8, negative ? start + 1 : start, end);
    if (number < 0) {
      return Long.MIN_VALUE;
    }
    return negative ? -number : number;
  }

  static boolean real(byte[] utf8, int start, int end, CopyBinary to) {
    String text = Ascii.text(utf8, start, end);
    if (!DECIMAL.matcher(text).matches()) {
      return false;
    }
    float number = Float.parseFloat(text);
    to.length(Float.BYTES);
    to.addInt(Float.floatToIntBits(number));
    return Float.isFinite(number) && (Math.abs(number) >= Float.MIN_NORMAL || isZero(text));
  }

  static boolean doublePrecision(byte[] utf8, int start, int end, CopyBinary to) {
    String text = Ascii.text(utf8, start, end);
    if (!DECIMAL.matcher(text).matches()) {
      return false;
    }
    double number = Double.parseDouble(text);
    to.length(Double.BYTES);
    to.addLong(Double.doubleToLongBits(number));
    return Double.isFinite(number) && (Math.abs(number) >= Double.MIN_NORMAL || isZero(text));
  }

  /** What is so small that it becomes zero is an error on some servers. */
  private static boolean isZero(String text) {
    return ZERO.matcher(text).matches();
  }
}
