package dev.tilth.snapshot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One object of a schema, in canonical form. A table carries its columns, constraints, grants and
 * comments; indexes, triggers and policies are objects of their own, so that a difference names
 * them.
 *
 * @param kind what it is
 * @param name qualified and quoted where PostgreSQL would need it, such as {@code
 *     app."Order".touch}; a function's carries the types of its parameters
 * @param lines its definition; the order has a meaning (columns, labels, the text of a body)
 */
public record SchemaObject(Kind kind, String name, List<String> lines) {

  /** What an object is, in the order in which a snapshot lists them. */
  public enum Kind {
    SCHEMA,
    EXTENSION,
    TYPE,
    SEQUENCE,
    TABLE,
    FOREIGN_TABLE,
    INDEX,
    STATISTICS,
    VIEW,
    MATERIALIZED_VIEW,
    FUNCTION,
    PROCEDURE,
    AGGREGATE,
    TRIGGER,
    RULE,
    POLICY;

    /** The words of SQL for it, such as {@code materialized view}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static Kind of(String label) {
      return valueOf(label.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
  }

  public SchemaObject {
    lines = List.copyOf(lines);
    for (String line : lines) {
      if (line.indexOf('\n') >= 0) {
        throw new IllegalArgumentException(
            "A line of %s %s contains a line break: '%s'.".formatted(kind.label(), name, line));
      }
    }
  }

  /** The kind and the name, such as {@code table app.role}. */
  public String title() {
    return kind.label() + " " + name;
  }

  /** A block: the title, then each line of the definition indented by two spaces. */
  public String text() {
    return lines.stream()
        .map(line -> "  " + line + "\n")
        .collect(Collectors.joining("", title() + "\n", ""));
  }
}
