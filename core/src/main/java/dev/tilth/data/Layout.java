package dev.tilth.data;

import dev.tilth.spi.Secret;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the columns of a file become columns of a table, and which of them identify a row. */
record Layout(
    String file,
    Table table,
    List<Field> fields,
    List<Reference> references,
    List<Target> targets,
    UniqueKey key) {

  /** The fields that a column of the target table is made from; none if the file lacks it. */
  List<Field> fieldsOf(Collection<String> columns) {
    return targets.stream()
        .filter(target -> columns.contains(target.column().name()))
        .flatMap(target -> target.fields().stream())
        .distinct()
        .sorted(Comparator.comparingInt(Field::position))
        .toList();
  }

  /** The target that a column is. */
  Target target(String column) {
    return targets.stream()
        .filter(target -> target.column().name().equals(column))
        .findFirst()
        .orElseThrow();
  }

  /** Whether the key is made of fields as they are, which the server compares as it always does. */
  boolean isKeyPlain() {
    return key.parts().stream()
        .allMatch(part ->
            targets.stream()
                .anyMatch(target -> !target.referred() && key.isPlain(part, target.column())));
  }

  /**
   * Whether a row may need another row of the same source: by a reference, or by a column that
   * holds what a foreign key leads to.
   */
  boolean refersToItself() {
    return table.references().stream()
        .filter(foreign -> foreign.table().equals(table.name()))
        .anyMatch(foreign -> foreign.columns().stream().allMatch(this::gives));
  }

  private boolean gives(String column) {
    return table.column(column).filter(Column::filled).isPresent()
        || targets.stream().anyMatch(target -> target.column().name().equals(column));
  }

  /** What of it the key needs: those columns, and how to find what they refer to. */
  Layout ofKey() {
    List<Target> parts =
        targets.stream().filter(target -> key.columns().contains(target.column().name())).toList();
    List<Reference> leading =
        references.stream().filter(reference -> parts.stream().anyMatch(reference::fills)).toList();
    List<Field> needed =
        fields.stream()
            .filter(field ->
                parts.stream().anyMatch(target -> target.fields().contains(field))
                    || leading.stream().anyMatch(reference -> reference.needs(field)))
            .toList();
    return new Layout(file, table, needed, leading, parts, key);
  }

  /** Fields with a row's values, for messages. */
  static String describe(Collection<Field> fields, @Nullable Row row) {
    return fields.stream()
        .map(field -> field.header() + value(field, row))
        .collect(Collectors.joining(", "));
  }

  private static String value(Field field, @Nullable Row row) {
    if (row == null) {
      return "";
    }
    if (field.masked() || row.masked().contains(field.position())) {
      return " " + Secret.MASK;
    }
    String value = row.field(field.position());
    return value == null ? " NULL" : " " + Text.quoted(value);
  }
}
