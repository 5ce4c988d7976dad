package dev.tilth.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tilth.plan.ColumnChange;
import dev.tilth.plan.RowChange;
import dev.tilth.plan.RowChanges;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random tables, files and modes: what is foreseen is what the load then does. */
@PostgresTest
class RowPreviewModelIT {

  private static final long SEED = Long.getLong("tilth.test.seed", new Random().nextLong());
  private static final int RUNS = 60;
  private static final List<TableMode> MODES = List.of(TableMode.values());
  private static final int ALL = 1_000;
  private static final List<String> COLUMNS =
      List.of("id", "code", "name", "size", "kind_id", "parent_id");

  private final TestDatabase database;
  private final Loads loads;

  RowPreviewModelIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  @Test
  void whatIsForeseenIsWhatTheLoadDoes() {
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED + run);
      String description = "-Dtilth.test.seed=%d, run %d".formatted(SEED, run);
      TableMode mode = MODES.get(random.nextInt(MODES.size()));
      boolean parents = mode != TableMode.MIRROR && random.nextBoolean();
      start();
      database.execute("insert into public.item (code, name) values ('c1', 'own'), ('c2', null)");
      load(data(random, mode, parents), description);
      load(data(random, mode, parents), description);
    }
  }

  private void start() {
    database.execute(
        """
        drop schema public cascade;
        create schema public;
        drop schema if exists tilth cascade;
        create table public.kind (id serial primary key, code text unique);
        insert into public.kind (code) values ('k0'), ('k1'), ('k2');
        create table public.item (
          id serial primary key, code text not null unique, name text, size numeric(6, 2),
          kind_id integer references public.kind, parent_id integer references public.item);
        """);
    loads.prepareTracker();
  }

  private void load(TableData data, String description) {
    Map<String, List<String>> before = rows();
    @Nullable RowChanges[] foreseen = new RowChanges[1];
    Throwable refusal = catchThrowable(() -> foreseen[0] = preview(data, ALL));
    if (foreseen[0] instanceof RowChanges.Known outside) {
      assertThat(within(data).isSameAs(outside)).as(description).isTrue();
    }
    RowCounts[] done = new RowCounts[1];
    Throwable failure = catchThrowable(() -> done[0] = loads.load(data));
    if (failure != null || refusal != null) {
      assertThat(String.valueOf(refusal)).as(description).isEqualTo(String.valueOf(failure));
      return;
    }
    RowChanges.Known known = (RowChanges.Known) foreseen[0];
    assertThat(known.counts()).as(description).isEqualTo(done[0]);
    assertThat(known.rows()).as(description).hasSize((int) known.changed());
    assertThat(applied(known.rows(), before)).as(description).isEqualTo(resolved(rows(), before));
  }

  /** The rows before, with the changes. */
  private static Map<String, Map<String, String>> applied(
      List<RowChange> changes, Map<String, List<String>> before) {
    Map<String, Map<String, String>> rows = new TreeMap<>();
    before.forEach((code, values) -> rows.put(code, named(values)));
    for (RowChange change : changes) {
      String code = change.key().getFirst().value();
      if (change.kind() == RowChange.Kind.DELETED) {
        assertThat(rows.remove(code)).isNotNull();
      } else {
        Map<String, String> row = rows.computeIfAbsent(code, any -> named(List.of()));
        for (ColumnChange column : change.columns()) {
          assertThat(row.get(column.column())).isEqualTo(String.valueOf(column.before()));
          row.put(column.column(), String.valueOf(column.after()));
        }
      }
    }
    return rows;
  }

  /** The rows after, where an id that was not there before is that of a new row. */
  private static Map<String, Map<String, String>> resolved(
      Map<String, List<String>> after, Map<String, List<String>> before) {
    List<String> known = before.values().stream().map(List::getFirst).toList();
    Map<String, Map<String, String>> rows = new TreeMap<>();
    after.forEach((code, values) -> {
      Map<String, String> row = named(values);
      if (!known.contains(row.get("id"))) {
        row.put("id", "null");
      }
      row.computeIfPresent(
          "parent_id",
          (column, parent) ->
              parent.equals("null") || known.contains(parent) ? parent : "(new row)");
      rows.put(code, row);
    });
    return rows;
  }

  private static Map<String, String> named(List<String> values) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      row.put(COLUMNS.get(i), values.isEmpty() ? "null" : values.get(i));
    }
    return row;
  }

  private Map<String, List<String>> rows() {
    return database
        .column(
            "select concat_ws(chr(1), id, code, coalesce(name, 'null'), coalesce(size::text,"
                + " 'null'), coalesce(kind_id::text, 'null'), coalesce(parent_id::text, 'null'))"
                + " from public.item")
        .stream()
        .map(line -> List.of(line.split("\u0001", -1)))
        .collect(Collectors.toMap(row -> row.get(1), row -> row));
  }

  private RowChanges preview(TableData data, int most) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      return new RowPreview(connection, loads.terms()).of(data, Prior.NONE, most);
    }
  }

  /** As a run that is held to a plan compares. */
  private RowChanges.Known within(TableData data) {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      WriteBarrier.before(data, connection);
      return (RowChanges.Known) new RowPreview(connection, loads.terms()).of(data, Prior.NONE, 0);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TableData data(Random random, TableMode mode, boolean parents) {
    List<String> columns = new ArrayList<>(List.of("code"));
    for (String column : List.of("name", "size", "kind_id.code")) {
      if (random.nextBoolean()) {
        columns.add(column);
      }
    }
    if (parents) {
      columns.add("parent_id.code");
    }
    Collections.shuffle(columns, random);
    List<String> lines = new ArrayList<>(List.of(String.join(",", columns)));
    for (String code : codes(random, parents)) {
      lines.add(
          columns.stream()
              .map(column -> value(random, column, code))
              .collect(Collectors.joining(",")));
    }
    return TableData.of("public.item", TextResource.of("t.csv", String.join("\n", lines) + "\n"))
        .key("code")
        .mode(mode);
  }

  private static List<String> codes(Random random, boolean distinct) {
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      if (random.nextBoolean()) {
        codes.add("c" + i);
      }
    }
    if (!distinct && !codes.isEmpty() && random.nextInt(12) == 0) {
      codes.add(codes.getFirst());
    }
    Collections.shuffle(codes, random);
    return codes;
  }

  private static String value(Random random, String column, String code) {
    return switch (column) {
      case "code" -> code;
      case "name" -> List.of("", "\"\"", "a", "A", "\"b,c\"").get(random.nextInt(5));
      case "size" -> List.of("", "1", "1.00", "2.5").get(random.nextInt(4));
      case "kind_id.code" -> random.nextInt(60) == 0 ? "unknown" : "k" + random.nextInt(3);
      default -> random.nextInt(3) > 0 ? "" : "c" + random.nextInt(12);
    };
  }
}
