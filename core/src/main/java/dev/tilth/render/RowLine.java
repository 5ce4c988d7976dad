package dev.tilth.render;

import dev.tilth.plan.ColumnChange;
import dev.tilth.plan.RowChange;
import dev.tilth.plan.RowChange.KeyValue;
import dev.tilth.spi.Secret;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row that would change, in words.
 *
 * @param sign {@code +}, {@code ~} or {@code -}
 * @param row which it is: by its key or, where no values are shown, by its place in the source
 * @param columns what changes of it
 */
record RowLine(String sign, Tint tint, String row, String columns) {

  /**
   * Of one change.
   *
   * @param values whether values may be shown
   */
  static RowLine of(RowChange change, boolean values) {
    String row = values ? key(change.key()) : change.place().orElse("a row without a source");
    String columns = values ? changes(change) : names(change);
    return switch (change.kind()) {
      case INSERTED -> new RowLine("+", Tint.GOOD, row, columns);
      case UPDATED -> new RowLine("~", Tint.CAUTION, row, columns);
      case DELETED -> new RowLine("-", Tint.BAD, row, columns);
    };
  }

  private static String key(List<KeyValue> key) {
    return key.stream()
        .map(part -> "%s=%s".formatted(part.column(), part.value()))
        .collect(Collectors.joining(" "));
  }

  private static String names(RowChange change) {
    return change.kind() == RowChange.Kind.UPDATED
        ? change.columns().stream().map(ColumnChange::column).collect(Collectors.joining(", "))
        : "";
  }

  private static String changes(RowChange change) {
    return shown(change)
        .map(column -> change(change.kind(), column))
        .collect(Collectors.joining(", "));
  }

  /** Of a row that comes or goes, the key has been told; of one that stays, it may change too. */
  private static Stream<ColumnChange> shown(RowChange change) {
    if (change.kind() == RowChange.Kind.UPDATED) {
      return change.columns().stream();
    }
    List<String> keys = change.key().stream().map(KeyValue::column).toList();
    return change.columns().stream().filter(column -> !keys.contains(column.column()));
  }

  private static String change(RowChange.Kind kind, ColumnChange column) {
    return switch (kind) {
      case INSERTED -> "%s = %s".formatted(column.column(), value(column.after()));
      case UPDATED ->
          "%s: %s -> %s".formatted(column.column(), value(column.before()), value(column.after()));
      case DELETED -> "%s = %s".formatted(column.column(), value(column.before()));
    };
  }

  private static String value(@Nullable String value) {
    if (value == null) {
      return "NULL";
    }
    return value.equals(Secret.MASK) ? value : "'" + value.replace("'", "''") + "'";
  }
}
