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

  /** Up to seconds. */
  private static final String TIME_SHAPE = "0000-00-00T00:00:00";

  private static final int MOST_FRACTION = 6;

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

  /** A column in the server's text, which no time zone of a session changes. */
  String sql(Column column) {
    return this == INSTANT
        ? "(%s at time zone 'UTC')::text || '%s'".formatted(column.sql(), UTC)
        : column.sql();
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

  private static String time(String given, int end, String zone) {
    int whole = TIME_SHAPE.length();
    boolean zoned = end < given.length();
    if (end < whole || zoned == zone.isEmpty() || !hasShape(given)) {
      return given;
    }
    int last = end;
    if (end > whole) {
      if (given.charAt(whole) != '.' || end - whole - 1 > MOST_FRACTION || end - whole < 2) {
        return given;
      }
      for (int i = whole + 1; i < end; i++) {
        if (given.charAt(i) < '0' || given.charAt(i) > '9') {
          return given;
        }
      }
      while (given.charAt(last - 1) == '0') {
        last--;
      }
      last = last == whole + 1 ? whole : last;
    }
    return given.substring(0, 10) + " " + given.substring(11, last) + zone;
  }

  private static boolean hasShape(String given) {
    for (int i = 0; i < TIME_SHAPE.length(); i++) {
      char shape = TIME_SHAPE.charAt(i);
      char c = given.charAt(i);
      boolean fits = shape == '0' ? c >= '0' && c <= '9' : c == shape || (shape == 'T' && c == ' ');
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
