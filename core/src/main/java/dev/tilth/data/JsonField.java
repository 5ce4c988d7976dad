package dev.tilth.data;

import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON object, as text for its column.
 *
 * @param masked whether it must not be shown
 */
record JsonField(@Nullable String text, boolean masked) {}
