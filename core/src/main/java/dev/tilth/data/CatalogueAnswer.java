package dev.tilth.data;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts tables together from the four results of {@link TableReader}, by their numbers. */
final class CatalogueAnswer {

  private final Map<String, TableName> asked;
  private final Map<TableName, Long> numbers = new HashMap<>();
  private final Map<TableName, TableName> names = new HashMap<>();
  private final Map<Long, Shape> shapes = new HashMap<>();
  private final Map<Long, List<Column>> columns = new HashMap<>();
  private final Map<Long, List<UniqueKey>> keys = new HashMap<>();
  private final Map<Long, List<ForeignKey>> references = new HashMap<>();

  /**
   * @param asked by their texts in SQL
   */
  CatalogueAnswer(Map<String, TableName> asked) {
    this.asked = asked;
  }

  /** What holds for a table as a whole. */
  private record Shape(boolean plain, boolean untouched) {}

  private interface Reading {
    void read(ResultSet row) throws SQLException;
  }

  FoundTables read(PreparedStatement executed) throws SQLException {
    each(executed, this::name);
    executed.getMoreResults();
    each(executed, this::column);
    executed.getMoreResults();
    each(executed, row -> add(keys, row, key(row)));
    executed.getMoreResults();
    each(executed, row -> add(references, row, reference(row)));
    Map<TableName, Table> tables = new HashMap<>();
    numbers.forEach((name, number) -> {
      Shape shape = shapes.get(number);
      if (shape != null) {
        tables.put(name, table(names.getOrDefault(name, name), number, shape));
      }
    });
    return new FoundTables(names, tables);
  }

  private static void each(PreparedStatement executed, Reading reading) throws SQLException {
    try (ResultSet row = executed.getResultSet()) {
      while (row.next()) {
        reading.read(row);
      }
    }
  }

  private Table table(TableName name, long number, Shape shape) {
    return new Table(
        name,
        columns.getOrDefault(number, List.of()),
        keys.getOrDefault(number, List.of()),
        references.getOrDefault(number, List.of()),
        shape.plain(),
        shape.untouched());
  }

  private static <T> void add(Map<Long, List<T>> byTable, ResultSet row, T part)
      throws SQLException {
    byTable.computeIfAbsent(row.getLong(1), any -> new ArrayList<>()).add(part);
  }

  private void name(ResultSet row) throws SQLException {
    TableName name = asked.get(row.getString(1));
    if (name != null) {
      numbers.put(name, row.getLong(2));
      names.put(name, new TableName(row.getString(3), row.getString(4)));
    }
  }

  private void column(ResultSet row) throws SQLException {
    shapes.put(row.getLong(1), new Shape(row.getBoolean(12), row.getBoolean(13)));
    Column column =
        new Column(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getBoolean(5),
            row.getBoolean(6),
            row.getBoolean(7),
            row.getBoolean(8),
            row.getString(9),
            row.getString(10),
            row.getString(11));
    add(columns, row, column);
  }

  private static UniqueKey key(ResultSet row) throws SQLException {
    return new UniqueKey(
        row.getString(2), row.getBoolean(3), texts(row, 4), texts(row, 5), texts(row, 6));
  }

  private static ForeignKey reference(ResultSet row) throws SQLException {
    return new ForeignKey(
        row.getString(2),
        texts(row, 5),
        new TableName(row.getString(3), row.getString(4)),
        texts(row, 6),
        texts(row, 7));
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }
}
