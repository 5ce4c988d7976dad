package dev.tilth.data;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of a source.
 *
 * @param number where it starts: its line, from 1; see {@link Sources} for those of an overlay
 * @param fields its values, as texts that the server converts; null is NULL
 * @param masked the positions, from 1, of fields with a value that must not be shown
 */
record Row(long number, List<@Nullable String> fields, Set<Integer> masked) {

  Row(long number, List<@Nullable String> fields) {
    this(number, fields, Set.of());
  }

  /** The value of a field, from 1. */
  @Nullable String field(int position) {
    return fields.get(position - 1);
  }

  /** Adds the value of a field, from 1, to rows for COPY. */
  void addTo(CopyText text, int position) {
    if (fields instanceof CsvFields raw) {
      raw.addTo(text, position - 1);
    } else {
      text.add(field(position));
    }
  }
}
