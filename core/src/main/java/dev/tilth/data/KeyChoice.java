package dev.tilth.data;

import dev.tilth.spi.DidYouMean;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which unique constraint identifies the rows. It must be one that the server enforces:
 * without it a rival could insert a row a second time.
 */
final class KeyChoice {

  private final String file;
  private final Table table;
  private final List<Target> targets;

  KeyChoice(String file, Table table, List<Target> targets) {
    this.file = file;
    this.table = table;
    this.targets = targets;
  }

  /** The constraint over the columns asked for or, where there are none, the only fitting one. */
  UniqueKey of(List<String> asked) {
    return asked.isEmpty() ? inferred() : over(asked);
  }

  private UniqueKey over(List<String> asked) {
    Set<String> columns = new LinkedHashSet<>();
    asked.forEach(name -> columns.addAll(columnsOf(name)));
    return table.keys().stream()
        .filter(key -> key.consistsOf(columns))
        // A plain column before an expression over it.
        .min((a, b) -> Boolean.compare(isExpression(a), isExpression(b)))
        .orElseThrow(() ->
            unusable(
                "no unique constraint is over (%s)".formatted(String.join(", ", columns)),
                "Create one, neither partial nor deferrable: without it two sessions could"
                    + " insert one row twice."));
  }

  private static boolean isExpression(UniqueKey key) {
    return key.expressions().stream().anyMatch(expression -> expression.startsWith("("));
  }

  /** A name is a column of the table, or a header that refers to another. */
  private Set<String> columnsOf(String name) {
    Set<String> columns =
        targets.stream()
            .filter(target ->
                target.column().name().equals(name)
                    || target.fields().stream().anyMatch(field -> field.header().equals(name)))
            .map(target -> target.column().name())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (columns.isEmpty()) {
      throw unusable(
          "the file has no column '%s', which is part of the key".formatted(name),
          DidYouMean.orAnyOf(given(), name));
    }
    return columns;
  }

  private UniqueKey inferred() {
    List<UniqueKey> covered =
        table.keys().stream().filter(key -> given().containsAll(key.columns())).toList();
    List<UniqueKey> natural = covered.stream().filter(key -> !table.isSurrogate(key)).toList();
    List<UniqueKey> candidates = natural.isEmpty() ? covered : natural;
    return switch (candidates.size()) {
      case 1 -> candidates.getFirst();
      case 0 ->
          throw unusable(
              "the file covers none of the table's unique constraints (%s)"
                  .formatted(names(table.keys())),
              "Add the missing columns to the file, or a unique constraint to the table.");
      default ->
          throw unusable(
              "several unique constraints fit: " + names(candidates),
              "Say which columns are the key, such as key(\"%s\")."
                  .formatted(String.join("\", \"", candidates.getFirst().columns())));
    };
  }

  private List<String> given() {
    return targets.stream().map(target -> target.column().name()).toList();
  }

  private static String names(List<UniqueKey> keys) {
    return keys.isEmpty()
        ? "it has none"
        : keys.stream().map(UniqueKey::toString).collect(Collectors.joining(", "));
  }

  private UnusableKeyException unusable(String reason, String advice) {
    return new UnusableKeyException(file, table.name(), reason, advice);
  }
}
