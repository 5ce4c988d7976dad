package dev.tilth.plan;

import dev.tilth.spi.Secret;
import java.util.List;
import java.util.Optional;

/**
 * One row that would change.
 *
 * @param place where it stands in the source, such as {@code roles.csv:3}; empty for a row that
 *     goes
 * @param key the columns that identify it, with their values
 * @param columns those that change: of a new row all that the source gives, of a row that goes all
 *     that the source would manage
 */
public record RowChange(
    Kind kind, Optional<String> place, List<KeyValue> key, List<ColumnChange> columns) {

  /** What happens to a row. */
  public enum Kind {
    INSERTED,
    UPDATED,
    DELETED
  }

  /**
   * A column of the key.
   *
   * @param value as text
   */
  public record KeyValue(String column, String value) {}

  public RowChange {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
  }

  /** The same without a value: {@link Secret#MASK} in the place of each. */
  public RowChange withoutValues() {
    return new RowChange(
        kind,
        place,
        key.stream().map(part -> new KeyValue(part.column(), Secret.MASK)).toList(),
        columns.stream().map(column -> column.withoutValues(kind)).toList());
  }
}
