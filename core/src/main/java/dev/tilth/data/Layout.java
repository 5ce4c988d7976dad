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
