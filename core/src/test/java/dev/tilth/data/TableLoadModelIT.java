package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random tables and files against a model that goes through the rows one by one. */
@PostgresTest
class TableLoadModelIT {

  private static final long SEED = Long.getLong("tilth.test.seed", new Random().nextLong());
  private static final int RUNS = 60;
  private static final List<String> TEXTS =
      List.of(
          "", " ", "a", "A", "b,\"c\"", "\\N", "\\", "x\ny", "NULL", "\t", "é\uD83C\uDF31", "'");

  private final TestDatabase database;
  private final Loads loads;

  TableLoadModelIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  /** A row: the key k1, k2, then the values v1 (text), v2 (integer). */
  private record Row(List<String> key, List<@Nullable String> values) {}

  @Test
  void resultAndCountsAreThoseOfTheModel() {
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED + run);
      String description = "-Dtilth.test.seed=%d, run %d".formatted(SEED, run);
      Map<List<String>, List<@Nullable String>> table = create(random);
      List<Row> file = rows(random);
      boolean merges = random.nextBoolean();
      boolean allColumns = random.nextBoolean();

      RowCounts expected = apply(file, table, merges, allColumns);
      Resource csv = csv(file, allColumns);
      RowCounts actual = merges ? loads.merge("t", csv) : loads.insertMissing("t", csv);

      assertThat(actual).as(description).isEqualTo(expected);
      assertThat(stored()).as(description).isEqualTo(table);
    }
  }

  private Map<List<String>, List<@Nullable String>> create(Random random) {
    database.execute(
        "drop table if exists t; create table t (id serial primary key, k1 text, k2 integer, v1"
            + " text, v2 integer, unique (k1, k2))");
    List<Row> rows = rows(random);
    Map<List<String>, List<@Nullable String>> table = new TreeMap<>(TableLoadModelIT::compare);
    rows.forEach(row -> table.put(row.key(), row.values()));
    if (!rows.isEmpty()) {
      database.execute(
          "insert into t (k1, k2, v1, v2) values "
              + rows.stream().map(TableLoadModelIT::literal).collect(Collectors.joining(", ")));
    }
    return table;
  }

  private static int compare(List<String> left, List<String> right) {
    return left.toString().compareTo(right.toString());
  }

  private static List<Row> rows(Random random) {
    Map<List<String>, Row> rows = new TreeMap<>(TableLoadModelIT::compare);
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

  private static RowCounts apply(
      List<Row> file,
      Map<List<String>, List<@Nullable String>> table,
      boolean merges,
      boolean allColumns) {
    RowCounts counts = RowCounts.NONE;
    for (Row row : file) {
      List<@Nullable String> old = table.get(row.key());
      List<@Nullable String> wanted = new ArrayList<>(row.values());
      if (!allColumns) {
        wanted.set(1, old == null ? null : old.get(1));
      }
      if (old == null) {
        counts = counts.plus(new RowCounts(1, 0, 0, 0));
        table.put(row.key(), wanted);
      } else if (merges && !old.equals(wanted)) {
        counts = counts.plus(new RowCounts(0, 1, 0, 0));
        table.put(row.key(), wanted);
      } else {
        counts = counts.plus(new RowCounts(0, 0, 0, 1));
      }
    }
    return counts;
  }

  private static Resource csv(List<Row> rows, boolean allColumns) {
    StringBuilder text = new StringBuilder(allColumns ? "v1,k2,v2,k1\r\n" : "v1,k2,k1\n");
    for (Row row : rows) {
      text.append(field(row.values().get(0))).append(',').append(field(row.key().get(1)));
      if (allColumns) {
        text.append(',').append(field(row.values().get(1)));
      }
      text.append(',').append(field(row.key().get(0))).append('\n');
    }
    return TextResource.of("t.csv", text.toString());
  }

  private static String field(@Nullable String value) {
    return value == null ? "" : "\"" + value.replace("\"", "\"\"") + "\"";
  }

  private static String literal(Row row) {
    List<@Nullable String> values = new ArrayList<>(row.key());
    values.addAll(row.values());
    return values.stream()
        .map(value -> value == null ? "null" : "'" + value.replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** With characters that no value holds between the columns and for NULL. */
  private Map<List<String>, List<@Nullable String>> stored() {
    Map<List<String>, List<@Nullable String>> rows = new TreeMap<>(TableLoadModelIT::compare);
    for (String line :
        database.column(
            "select concat_ws(chr(1), k1, k2, coalesce(v1, chr(2)), coalesce(v2::text, chr(2)))"
                + " from t")) {
      List<String> parts = List.of(line.split("\u0001", -1));
      List<@Nullable String> values = new ArrayList<>();
      parts.subList(2, 4).forEach(part -> values.add(part.equals("\u0002") ? null : part));
      rows.put(parts.subList(0, 2), values);
    }
    return rows;
  }
}
