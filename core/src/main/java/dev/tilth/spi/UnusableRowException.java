package dev.tilth.spi;

import org.jspecify.annotations.Nullable;

/** A row from code that is no row of a table. */
final class UnusableRowException extends TilthException {

  private static final long serialVersionUID = 1L;

  private UnusableRowException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static UnusableRowException unknownType(
      String rows, int row, String column, @Nullable Object value) {
    return new UnusableRowException(
        "%s:%d: column '%s' is given a value of type %s, which has no form in a table. Give texts, numbers, booleans, enums, UUIDs, java.time values, byte arrays, lists, records or maps with texts for keys."
            .formatted(rows, row, column, value == null ? "null" : value.getClass().getName()),
        null);
  }

  static UnusableRowException unreadable(String rows, int row, String column, Throwable cause) {
    return new UnusableRowException(
        "%s:%d: the value for column '%s' cannot be read from its record: %s. Open the record's package to Tilth, or correct its accessor."
            .formatted(rows, row, column, cause),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
