package dev.tilth.data;

import java.nio.charset.StandardCharsets;
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

  /** The same in binary; returns whether it is beyond doubt what the server would read. */
  boolean addTo(CopyBinary binary, int position, BinaryType type) {
    if (fields instanceof CsvFields raw) {
      return raw.addTo(binary, position - 1, type);
    }
    return addTo(binary, field(position), type);
  }

  static boolean addTo(CopyBinary binary, @Nullable String value, BinaryType type) {
    if (value == null) {
      binary.addNull();
      return true;
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return type.add(utf8, 0, utf8.length, binary);
  }
}
