package dev.tilth.data;

import java.util.List;
import java.util.Optional;

/** What the catalogue says of the target table. */
record Table(
    TableName name, List<Column> columns, List<UniqueKey> keys, List<ForeignKey> references) {

  Optional<Column> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** A primary key that the server makes up says nothing of the row it identifies. */
  boolean isSurrogate(UniqueKey key) {
    return key.primary()
        && columns.stream()
            .anyMatch(column -> column.filled() && key.columns().contains(column.name()));
  }
}
