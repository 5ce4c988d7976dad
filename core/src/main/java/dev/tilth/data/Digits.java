package dev.tilth.data;

import java.util.List;
import java.util.OptionalLong;

/** Numbers that the server cannot but read in the same way. */
final class Digits {

  private static final int MOST = 18;

  private Digits() {}

  /** Whether the values of a column are whole numbers. */
  static boolean areTypeOf(Column column) {
    return List.of("smallint", "integer", "bigint").contains(column.type());
  }

  /** The number that a text of digits, perhaps after a minus sign, stands for. */
  static OptionalLong number(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (text.length() == start || text.length() - start > MOST) {
      return OptionalLong.empty();
    }
    long number = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return OptionalLong.empty();
      }
      number = 10 * number + digit;
    }
    return OptionalLong.of(start == 0 ? number : -number);
  }
}
