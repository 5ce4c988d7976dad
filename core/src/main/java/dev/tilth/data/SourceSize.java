package dev.tilth.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many rows a source gives to a table that is not there yet. */
final class SourceSize {

  private SourceSize() {}

  /**
   * Counts the rows; of those with the same key, the overlay's take the place of the others.
   *
   * @param key as declared; without it every row counts
   */
  static long of(Rows rows, List<String> key) {
    List<Integer> columns = key.stream().map(rows.header()::indexOf).toList();
    boolean keyed = !columns.isEmpty() && !columns.contains(-1);
    Set<List<@Nullable String>> keys = new HashSet<>();
    long count = 0;
    for (Row row = rows.next(); row != null; row = rows.next()) {
      count++;
      if (keyed) {
        keys.add(keyOf(row, columns));
      }
    }
    return keyed ? keys.size() : count;
  }

  private static List<@Nullable String> keyOf(Row row, List<Integer> columns) {
    List<@Nullable String> key = new ArrayList<>();
    columns.forEach(column -> key.add(row.field(column + 1)));
    return Collections.unmodifiableList(key);
  }
}
