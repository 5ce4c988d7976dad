package dev.tilth.plan;

import org.jspecify.annotations.Nullable;

/**
 * A value that would change, as text. A masked one is shown as asterisks.
 *
 * @param before null is NULL, or that there was no row
 * @param after null is NULL, or that there is no row any more
 */
public record ColumnChange(String column, @Nullable String before, @Nullable String after) {}
