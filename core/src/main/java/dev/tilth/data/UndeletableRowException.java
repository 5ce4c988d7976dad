package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.Secret;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A row that a mirror's source has no longer and that the database does not let go. */
final class UndeletableRowException extends TilthException {

  private static final long serialVersionUID = 1L;

  private UndeletableRowException(String message, @Nullable SQLException cause) {
    super(message, cause);
  }

  static UndeletableRowException referredTo(Layout layout, List<String> key, Referrer referrer) {
    return new UndeletableRowException(
        "%s has no longer the row of table %s with %s, but it cannot be deleted: rows of table %s refer to it (constraint %s). Let them refer to another row or delete them, where they are mirrored by a seeder that runs before or in the same seeder; or put the row back."
            .formatted(
                layout.file(),
                layout.table().name(),
                described(layout, key),
                referrer.table(),
                referrer.constraint()),
        null);
  }

  static UndeletableRowException rejected(
      Layout layout, int rows, String reason, SQLException cause) {
    return new UndeletableRowException(
        "%s has no longer %d %s of table %s, but the database does not delete %s: %s. Remove what is in the way, or put the %s back."
            .formatted(
                layout.file(),
                rows,
                rows == 1 ? "row" : "rows",
                layout.table().name(),
                rows == 1 ? "it" : "them",
                reason,
                rows == 1 ? "row" : "rows"),
        cause);
  }

  private static String described(Layout layout, List<String> values) {
    List<String> columns = layout.key().columns();
    return IntStream.range(0, columns.size())
        .mapToObj(n -> columns.get(n) + " " + shown(layout, columns.get(n), values.get(n)))
        .collect(Collectors.joining(", "));
  }

  private static String shown(Layout layout, String column, String value) {
    boolean masked = layout.fieldsOf(List.of(column)).stream().anyMatch(Field::masked);
    return masked ? Secret.MASK : Text.quoted(value);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
