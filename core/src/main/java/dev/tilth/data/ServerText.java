package dev.tilth.data;

import java.util.Optional;

/**
 * A type of whose values it is known how the server writes them: two values are the same if and
 * only if they are written alike. Forms that people prefer are turned into the server's; what is
 * not understood stays as it is, and is then unlike all that the server writes.
 */
enum ServerText {
  AS_IT_IS,
  TRUTH,
  DECIMAL,
  LOCAL_TIME,
  INSTANT;

  private static final String UTC = "+00";

  private static final int DATE = "0000-00-00".length();

  /** Up to seconds. */
  private static final int WHOLE = "0000-00-00 00:00:00".length();

  static Optional<ServerText> of(Column column) {
    if (column.definedType() != null) {
      return Optional.empty();
    }
    return switch (column.baseType()) {
      case "smallint", "integer", "bigint", "text", "character varying", "date", "uuid" ->
          Optional.of(AS_IT_IS);
      case "boolean" -> Optional.of(TRUTH);
      case "numeric" -> Optional.of(DECIMAL);
      case "timestamp without time zone" -> Optional.of(LOCAL_TIME);
      case "timestamp with time zone" -> Optional.of(INSTANT);
      default -> Optional.empty();
    };
  }

  /** Another text of the same value of the column's type. */
  String text(String given, int scale) {
    return switch (this) {
      case AS_IT_IS -> given;
      case TRUTH -> given.equals("true") ? "t" : given.equals("false") ? "f" : given;
      case DECIMAL -> decimal(given, scale);
      case LOCAL_TIME -> time(given, given.length(), "");
      case INSTANT -> time(given, given.length() - zone(given), UTC);
    };
  }

  /** How many digits follow the point, where the column's type says so, else 0. */
  static int scale(Column column) {
    String type = column.type();
    int comma = type.indexOf(',');
    return column.baseType().equals("numeric") && comma > 0
        ? Math.max(0, Integer.parseInt(type, comma + 1, type.length() - 1, 10))
        : 0;
  }

  private static String decimal(String given, int scale) {
    int point = given.indexOf('.');
    int fraction = point < 0 ? 0 : given.length() - point - 1;
    if (fraction >= scale || Digits.number(given.replace(".", "")).isEmpty()) {
      return given;
    }
    return given + (point < 0 ? "." : "") + "0".repeat(scale - fraction);
  }

  /** The length of the text's end that means UTC, or 0. */
  private static int zone(String given) {
    return given.endsWith("Z") ? 1 : given.endsWith("+00:00") ? 6 : given.endsWith(UTC) ? 3 : 0;
  }

  /**
   * Looks at what it changes only: where the rest is no date and time, the text is unlike all that
   * the server writes, before as after.
   */
  private static String time(String given, int end, String zone) {
    boolean zoned = end < given.length();
    if (end < WHOLE || zoned == zone.isEmpty() || " T".indexOf(given.charAt(DATE)) < 0) {
      return given;
    }
    int last = end == WHOLE ? end : withoutZeros(given, end);
    return last < 0
        ? given
        : given.substring(0, DATE) + " " + given.substring(DATE + 1, last) + zone;
  }

  /** Where a fraction ends without zeros that the server does not write, or -1. */
  private static int withoutZeros(String given, int end) {
    if (given.charAt(WHOLE) != '.' || end == WHOLE + 1) {
      return -1;
    }
    int last = end;
    while (given.charAt(last - 1) == '0') {
      last--;
    }
    return last == WHOLE + 1 ? WHOLE : last;
  }
}
