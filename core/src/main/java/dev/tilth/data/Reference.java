package dev.tilth.data;

import java.util.List;

/**
 * Columns of the file that hold the business key of a row in another table.
 *
 * @param number from 1
 * @param parts the business key
 * @param given columns of a composite foreign key that the file gives as they are
 * @param self whether it leads back to the target table, whose rows may be in the same file
 */
record Reference(int number, ForeignKey key, List<Part> parts, List<Given> given, boolean self) {

  /** A field that must equal a column of the other table. */
  record Part(Field field, String column) {}

  /** A column of the other table that must equal a value of the row. */
  record Given(String column, String value) {}

  String alias() {
    return "r" + number;
  }

  String column(String name) {
    return alias() + "." + Sql.identifier(name);
  }

  /** The other table with its alias. */
  String from() {
    return key.table().sql() + " as " + alias();
  }

  /** A row of the other table is the one that is meant. */
  String match() {
    String byKey = Sql.all(parts, part -> column(part.column()) + " = " + part.field().value());
    return given.isEmpty()
        ? byKey
        : byKey + " and " + Sql.all(given, one -> column(one.column()) + " = " + one.value());
  }

  /** The file's row refers to something. */
  String present() {
    return Sql.any(parts, part -> part.field().value() + " is not null");
  }

  /** The file's row refers to nothing, or to a row that was found. */
  String settled() {
    return "(not %s or %s is not null)".formatted(present(), column(key.targets().getFirst()));
  }

  /** A column of the target table gets its value from the row that is referred to. */
  boolean fills(Target target) {
    return target.referred()
        && key.columns().contains(target.column().name())
        && target.fields().equals(fields());
  }

  /** A field is part of the business key, or of what the file gives besides. */
  boolean needs(Field field) {
    return fields().contains(field)
        || given.stream().anyMatch(one -> one.value().equals(field.value()));
  }

  List<Field> fields() {
    return parts.stream().map(Part::field).toList();
  }
}
