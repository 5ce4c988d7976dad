package dev.tilth.data;

import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One random table with a source and perhaps an overlay, and what must come of them. */
final class ModelCase {

  static final Comparator<List<String>> ORDER = Comparator.comparing(List::toString);

  private static final List<String> TEXTS =
      List.of(
          "", " ", "a", "A", "b,\"c\"", "\\N", "\\", "x\ny", "NULL", "\t", "é\uD83C\uDF31", "'");

  private static final List<List<String>> DEFINITIONS =
      List.of(
          List.of(
              "create table t (id serial primary key, k1 text, k2 integer, v1 text, v2 integer,"
                  + " unique (k1, k2))"),
          List.of(
              "create table t (v2 numeric, k2 bigint, v1 varchar(20), k1 varchar(20), primary key"
                  + " (k2, k1))"),
          List.of(
              "create table t (k1 text, k2 integer, v1 text, v2 text) partition by hash (k1)",
              "create table t0 partition of t for values with (modulus 2, remainder 0)",
              "create table t1 partition of t for values with (modulus 2, remainder 1)",
              "create unique index on t (k2, k1)"));

  private final Random random;
  private final List<String> definition;
  private final Map<List<String>, List<@Nullable String>> table = new TreeMap<>(ORDER);
  private final List<Row> stored;
  private final List<Row> base;
  private final List<Row> overlay;
  private final List<String> columns;
  private final TableData data;

  /** A row: the key k1, k2, then the values v1 (text), v2 (a number). */
  record Row(List<String> key, List<@Nullable String> values) {}

  ModelCase(Random random) {
    this.random = random;
    this.definition = DEFINITIONS.get(random.nextInt(DEFINITIONS.size()));
    this.stored = rows();
    this.base = rows();
    this.overlay = random.nextBoolean() ? rows() : List.of();
    this.columns =
        random.nextBoolean() ? List.of("k1", "k2", "v1", "v2") : List.of("k1", "k2", "v1");
    this.data = declaration();
    stored.forEach(row -> table.put(row.key(), row.values()));
  }

  List<String> definition() {
    return definition;
  }

  List<Row> stored() {
    return stored;
  }

  Map<List<String>, List<@Nullable String>> table() {
    return table;
  }

  TableData data() {
    return data;
  }

  /** Goes through the rows one by one. */
  RowCounts apply() {
    Map<List<String>, Row> rows = new TreeMap<>(ORDER);
    base.forEach(row -> rows.put(row.key(), row));
    overlay.forEach(row -> rows.put(row.key(), row));
    return rows.values().stream().map(this::apply).reduce(RowCounts.NONE, RowCounts::plus);
  }

  private RowCounts apply(Row row) {
    List<@Nullable String> old = table.get(row.key());
    List<@Nullable String> wanted = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String column = "v" + (i + 1);
      boolean left = old != null && data.insertOnly().contains(column);
      boolean given = columns.contains(column) && !left;
      String before = old == null ? null : old.get(i);
      wanted.add(given ? row.values().get(i) : before);
    }
    if (old == null) {
      table.put(row.key(), wanted);
      return new RowCounts(1, 0, 0, 0);
    }
    if (data.mode() == TableMode.MERGE && !old.equals(wanted)) {
      table.put(row.key(), wanted);
      return new RowCounts(0, 1, 0, 0);
    }
    return new RowCounts(0, 0, 0, 1);
  }

  private List<Row> rows() {
    Map<List<String>, Row> rows = new TreeMap<>(ORDER);
    for (int i = random.nextInt(40); i > 0; i--) {
      List<String> key =
          List.of(TEXTS.get(random.nextInt(TEXTS.size())), String.valueOf(random.nextInt(4)));
      List<@Nullable String> values = new ArrayList<>();
      values.add(random.nextInt(4) == 0 ? null : TEXTS.get(random.nextInt(3)));
      values.add(random.nextInt(4) == 0 ? null : String.valueOf(random.nextInt(2)));
      rows.put(key, new Row(key, values));
    }
    List<Row> shuffled = new ArrayList<>(rows.values());
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private TableData declaration() {
    TableMode mode = random.nextBoolean() ? TableMode.MERGE : TableMode.INSERT_MISSING;
    TableData plain = TableData.of("t", file("t", base)).key("k1", "k2").mode(mode);
    TableData declared =
        switch (random.nextInt(4)) {
          case 0 -> plain.insertOnly("v1");
          case 1 -> plain.insertOnly("v2", "v1");
          default -> plain;
        };
    return overlay.isEmpty() ? declared : declared.overlay("dev", file("t.dev", overlay));
  }

  private Resource file(String name, List<Row> rows) {
    List<String> order = new ArrayList<>(columns);
    Collections.shuffle(order, random);
    if (random.nextBoolean()) {
      return TextResource.of(name + ".csv", csv(order, rows));
    }
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      Collections.shuffle(order, random);
      text.append(json(order, row));
    }
    return TextResource.of(name + ".jsonl", text.toString());
  }

  private String csv(List<String> order, List<Row> rows) {
    String end = random.nextBoolean() ? "\r\n" : "\n";
    StringBuilder text = new StringBuilder(String.join(",", order)).append(end);
    for (Row row : rows) {
      List<String> fields = new ArrayList<>();
      for (String column : order) {
        String value = value(row, column);
        fields.add(value == null ? "" : "\"" + value.replace("\"", "\"\"") + "\"");
      }
      text.append(String.join(",", fields)).append(end);
    }
    return text.toString();
  }

  private String json(List<String> order, Row row) {
    List<String> fields = new ArrayList<>();
    for (String column : order) {
      fields.add("\"" + column + "\": " + json(column, value(row, column)));
    }
    return "{" + String.join(", ", fields) + "}\n";
  }

  private String json(String column, @Nullable String value) {
    if (value == null || (column.endsWith("2") && random.nextBoolean())) {
      return String.valueOf(value);
    }
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
    return "\"" + escaped.replace("\n", "\\n").replace("\t", "\\t") + "\"";
  }

  private static @Nullable String value(Row row, String column) {
    int position = column.charAt(1) - '1';
    return column.startsWith("k") ? row.key().get(position) : row.values().get(position);
  }

  @Override
  public String toString() {
    return "%s %s from %s%s into %s"
        .formatted(
            data.mode(),
            columns,
            data.source().name(),
            data.overlays().isEmpty() ? "" : " with an overlay",
            definition);
  }
}
