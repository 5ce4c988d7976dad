package dev.tilth.plan;

import java.util.List;

/**
 * One row that would change.
 *
 * @param key the columns that identify it, with their values
 * @param columns those that change: of a new row all that the source gives, of a row that goes all
 *     that the source would manage
 */
public record RowChange(Kind kind, List<KeyValue> key, List<ColumnChange> columns) {

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
}
