package dev.tilth.plan;

import dev.tilth.spi.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A value that would change, as text. A masked one is shown as asterisks.
 *
 * @param before null is NULL, or that there was no row
 * @param after null is NULL, or that there is no row any more
 */
public record ColumnChange(String column, @Nullable String before, @Nullable String after) {

  /** Whether a value is NULL is not told either; that there is no row on one side is. */
  ColumnChange withoutValues(RowChange.Kind kind) {
    return new ColumnChange(
        column,
        kind == RowChange.Kind.INSERTED ? null : Secret.MASK,
        kind == RowChange.Kind.DELETED ? null : Secret.MASK);
  }
}
