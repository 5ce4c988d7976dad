package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.data.ModelCase.Row;
import dev.tilth.spi.RowCounts;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.ArrayList;
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

  private final TestDatabase database;
  private final Loads loads;

  TableLoadModelIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  @Test
  void resultAndCountsAreThoseOfTheModel() {
    for (int run = 0; run < RUNS; run++) {
      ModelCase model = new ModelCase(new Random(SEED + run));
      String description = "-Dtilth.test.seed=%d, run %d: %s".formatted(SEED, run, model);
      create(model);

      RowCounts expected = model.apply();

      assertThat(loads.load(model.data())).as(description).isEqualTo(expected);
      assertThat(stored()).as(description).isEqualTo(model.table());
      long rows = expected.inserted() + expected.updated() + expected.unchanged();
      assertThat(loads.load(model.data())).as(description).isEqualTo(new RowCounts(0, 0, 0, rows));
    }
  }

  private void create(ModelCase model) {
    database.execute("drop table if exists t");
    model.definition().forEach(database::execute);
    List<Row> rows = model.stored();
    if (!rows.isEmpty()) {
      database.execute(
          "insert into t (k1, k2, v1, v2) values "
              + rows.stream().map(TableLoadModelIT::literal).collect(Collectors.joining(", ")));
    }
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
    Map<List<String>, List<@Nullable String>> rows = new TreeMap<>(ModelCase.ORDER);
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
