package dev.tilth.data;

/**
 * Numbers of any precision: four decimal digits to a group, counted from the point both ways, after
 * the number of groups, the place of the first, the sign and the number of digits behind the point
 * (numeric_recv in PostgreSQL's numeric.c).
 */
final class BinaryNumeric {

  private static final int GROUP = 4;
  private static final int HEADER = 4 * Short.BYTES;
  private static final int POSITIVE = 0;
  private static final int NEGATIVE = 0x4000;

  /** Far below what the server takes. */
  private static final int MOST_DIGITS = 1000;

  private BinaryNumeric() {}

  static boolean add(byte[] utf8, int start, int end, CopyBinary to) {
    boolean negative = Ascii.isAt(utf8, start, end, '-');
    int whole = negative ? start + 1 : start;
    int point = whole;
    while (point < end && utf8[point] != '.') {
      point++;
    }
    int behind = Math.max(0, end - point - 1);
    if (point == whole || point == end - 1 || end - whole > MOST_DIGITS) {
      return false;
    }
    int groupsBefore = groups(point - whole);
    int groups = groupsBefore + groups(behind);
    to.length(HEADER + groups * Short.BYTES);
    to.addShort(groups);
    to.addShort(groupsBefore - 1);
    to.addShort(negative ? NEGATIVE : POSITIVE);
    to.addShort(behind);
    return addBefore(utf8, whole, point, to) && addBehind(utf8, point + 1, end, to);
  }

  private static int groups(int digits) {
    return (digits + GROUP - 1) / GROUP;
  }

  private static boolean addBefore(byte[] utf8, int start, int end, CopyBinary to) {
    int first = start + (end - start - 1) % GROUP + 1;
    for (int from = start, until = first; from < end; from = until, until += GROUP) {
      if (!add(Ascii.digits(utf8, from, until), to)) {
        return false;
      }
    }
    return true;
  }

  private static boolean addBehind(byte[] utf8, int start, int end, CopyBinary to) {
    for (int from = start; from < end; from += GROUP) {
      int until = Math.min(end, from + GROUP);
      long group = Ascii.digits(utf8, from, until);
      for (int missing = until; missing < from + GROUP; missing++) {
        group *= 10;
      }
      if (!add(group, to)) {
        return false;
      }
    }
    return true;
  }

  private static boolean add(long group, CopyBinary to) {
    to.addShort((int) group);
    return group >= 0;
  }
}
