package dev.tilth.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the catalogue says of the target table.
 *
 * @param plain whether a row is inserted as it is given, and nothing else is done about it: see
 *     {@link Passage}
 * @param untouched whether it takes no space, and so has no row; one that has none may take some
 */
record Table(
    TableName name,
    List<Column> columns,
    List<UniqueKey> keys,
    List<ForeignKey> references,
    boolean plain,
    boolean untouched) {

  Optional<Column> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** The types of the elements, by the names of the columns that are arrays. */
  Map<String, String> arrays() {
    Map<String, String> elements = new HashMap<>();
    for (Column column : columns) {
      if (column.element() != null) {
        elements.put(column.name(), column.element());
      }
    }
    return elements;
  }

  /** A primary key that the server makes up says nothing of the row it identifies. */
  boolean isSurrogate(UniqueKey key) {
    return key.primary()
        && columns.stream()
            .anyMatch(column -> column.filled() && key.columns().contains(column.name()));
  }
}
