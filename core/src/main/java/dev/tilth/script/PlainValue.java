package dev.tilth.script;

/** Goes past a value that is written down. */
final class PlainValue {

  private static final String DIGITS = "0123456789._eE";

  /** What a type's name may go on with, such as that of {@code timestamp with time zone}. */
  private static final String[] FURTHER_WORDS = {
    "PRECISION", "VARYING", "WITH", "WITHOUT", "TIME", "ZONE"
  };

  private final SqlCursor cursor;

  PlainValue(SqlCursor cursor) {
    this.cursor = cursor;
  }

  /** Whether one comes next; if not, the cursor may stand anywhere. */
  boolean take() {
    if (cursor.take(SqlToken.Kind.TEXT).isPresent() || cursor.take("NULL")) {
      return !cursor.isAt(':') || takeType();
    }
    return cursor.takeOneOf("TRUE", "FALSE", "DEFAULT").isPresent() || takeNumber();
  }

  private boolean takeNumber() {
    var unused = cursor.take('-') || cursor.take('+');
    return cursor.take(SqlToken.Kind.NUMBER).filter(PlainValue::isDecimal).isPresent();
  }

  private static boolean isDecimal(SqlToken number) {
    return number.text().chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
  }

  private boolean takeType() {
    boolean good =
        cursor.take(':', ':')
            && cursor.takeName().filter(name -> name.parts().size() <= 2).isPresent()
            && takeLength();
    while (good && cursor.takeOneOf(FURTHER_WORDS).isPresent()) {
      good = takeLength();
    }
    while (good && cursor.take('[')) {
      var unused = cursor.take(SqlToken.Kind.NUMBER);
      good = cursor.take(']');
    }
    return good;
  }

  /** Nothing, or numbers in parentheses. */
  private boolean takeLength() {
    boolean good = true;
    if (cursor.take('(')) {
      do {
        good = cursor.take(SqlToken.Kind.NUMBER).filter(PlainValue::isDecimal).isPresent();
      } while (good && cursor.take(','));
      good = good && cursor.take(')');
    }
    return good;
  }
}
