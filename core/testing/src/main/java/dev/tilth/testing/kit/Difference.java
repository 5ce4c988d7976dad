package dev.tilth.testing.kit;

import dev.tilth.testing.DatabaseContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows in which two databases differ, by table. The same row twice is another content than
 * once.
 *
 * @param tables in the order of their names
 */
record Difference(SortedMap<String, Rows> tables) {

  private static final String SEPARATOR = ": ";
  private static final int SHOWN = 3;

  /** Of one table. */
  record Rows(List<String> missing, List<String> surplus) {

    private Rows() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    private void describe(StringBuilder text, String table) {
      text.append(
          "  table %s: %d row(s) that were expected are missing, %d row(s) are there instead or besides%n"
              .formatted(table, missing.size(), surplus.size()));
      missing.stream().limit(SHOWN).forEach(row -> text.append("    - %s%n".formatted(row)));
      surplus.stream().limit(SHOWN).forEach(row -> text.append("    + %s%n".formatted(row)));
    }
  }

  static Difference between(DatabaseContent expected, DatabaseContent actual) {
    SortedMap<String, Rows> tables = new TreeMap<>();
    Map<String, Integer> balance = new TreeMap<>();
    expected.lines().forEach(line -> balance.merge(line, 1, Integer::sum));
    actual.lines().forEach(line -> balance.merge(line, -1, Integer::sum));
    balance.forEach((line, count) -> {
      int end = line.indexOf(SEPARATOR);
      for (int i = 0; i < Math.abs(count); i++) {
        Rows rows = tables.computeIfAbsent(line.substring(0, end), table -> new Rows());
        (count > 0 ? rows.missing() : rows.surplus()).add(line.substring(end + SEPARATOR.length()));
      }
    });
    return new Difference(tables);
  }

  boolean isNone() {
    return tables.isEmpty();
  }

  /** A line for each table, and its first rows. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    tables.forEach((table, rows) -> rows.describe(text, table));
    return text.toString();
  }
}
