package dev.tilth.data;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Pieces of SQL text. */
final class Sql {

  private Sql() {}

  /** A name that keeps its case and whatever characters it holds. */
  static String identifier(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** A text value. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The items, each turned to SQL, with commas between them. */
  static <T> String list(Collection<T> items, Function<T, String> sql) {
    return items.stream().map(sql).collect(Collectors.joining(", "));
  }

  /** Conditions that must all hold. */
  static <T> String all(Collection<T> items, Function<T, String> condition) {
    return items.stream().map(condition).collect(Collectors.joining(" and "));
  }

  /** Conditions of which one must hold. */
  static <T> String any(Collection<T> items, Function<T, String> condition) {
    return items.stream().map(condition).collect(Collectors.joining(" or ", "(", ")"));
  }
}
