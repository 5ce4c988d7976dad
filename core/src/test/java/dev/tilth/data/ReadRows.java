package dev.tilth.data;

import dev.tilth.database.StopSignal;
import dev.tilth.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the readers make of a file, without a table. */
final class ReadRows {

  private ReadRows() {}

  static List<Row> of(Resource file) {
    return of(file, Map.of());
  }

  /**
   * @param arrays the element types of columns that are arrays
   */
  static List<Row> of(Resource file, Map<String, String> arrays) {
    List<Row> all = new ArrayList<>();
    try (Rows rows = source(file, arrays).open()) {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        all.add(row);
      }
    }
    return all;
  }

  static List<String> header(Resource file) {
    try (Rows rows = source(file, Map.of()).open()) {
      return rows.header();
    }
  }

  static Source source(Resource file) {
    return source(file, Map.of());
  }

  private static Source source(Resource file, Map<String, String> arrays) {
    Placeholders placeholders = new Placeholders(variable -> Optional.empty());
    return new Source(
        file, placeholders, new JsonObjectReader(placeholders, arrays), new StopSignal());
  }
}
