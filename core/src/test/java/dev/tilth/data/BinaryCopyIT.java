package dev.tilth.data;

import static dev.tilth.data.Loads.counts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.Resource;
import dev.tilth.spi.TableData;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that are copied in binary are those that their texts stand for. */
@PostgresTest
class BinaryCopyIT {

  private static final long SEED = Long.getLong("tilth.test.seed", new Random().nextLong());
  private static final int ROWS = 3000;

  private static final Map<String, Function<Random, String>> TYPES =
      Map.ofEntries(
          Map.entry("text", BinaryCopyIT::text),
          Map.entry("varchar(20)", BinaryCopyIT::text),
          Map.entry("char(20)", BinaryCopyIT::text),
          Map.entry("boolean", random -> List.of("t", "true", "f", "false").get(random.nextInt(4))),
          Map.entry("smallint", random -> Short.toString((short) random.nextInt())),
          Map.entry("integer", random -> Integer.toString(random.nextInt())),
          Map.entry("bigint", random -> Long.toString(random.nextLong() >> random.nextInt(4, 60))),
          Map.entry("real", random -> Float.toString(finite(random))),
          Map.entry("double precision", random -> Double.toString(finite(random) * 1e200)),
          Map.entry("numeric", random -> decimal(random, 30, 30)),
          Map.entry("numeric(9,2)", random -> decimal(random, 6, 9)),
          Map.entry("jsonb", random -> "{\"a\": [1%s, null]}".formatted(digits(random, 4))),
          Map.entry("json", random -> "{\"b\" :1%s}".formatted(digits(random, 4))),
          Map.entry("date", BinaryCopyIT::date),
          Map.entry("timestamp", random -> date(random) + "T" + time(random)),
          Map.entry("timestamp(2)", random -> date(random) + " " + time(random)),
          Map.entry("timestamptz", random -> date(random) + " " + time(random) + zone(random)),
          Map.entry("timestamptz(0)", random -> date(random) + "T" + time(random) + "Z"),
          Map.entry("uuid", random -> new UUID(random.nextLong(), random.nextLong()).toString()));

  /** Which the server reads, but not the client. */
  private static final Map<String, List<String>> DOUBTFUL =
      Map.of(
          "boolean", List.of("yes", "OFF"),
          "integer", List.of(" 7", "+8 "),
          "numeric", List.of("1e3", "NaN", ".5"),
          "double precision", List.of("-Infinity", "1e-320"),
          "date", List.of("infinity", "Jan 2, 2026", "0044-03-15 BC"),
          "timestamp", List.of("2026-01-01", "epoch"),
          "timestamptz", List.of("2026-06-01 12:00", "2026-06-01 12:00:00 Europe/Vienna"));

  private final TestDatabase database;
  private final Loads loads;

  BinaryCopyIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database);
  }

  @BeforeEach
  void empty() {
    database.execute("drop schema public cascade; create schema public");
  }

  @Test
  void everyTypeArrivesAsItsTextDoes() {
    Random random = new Random(SEED);
    for (Map.Entry<String, Function<Random, String>> type : TYPES.entrySet()) {
      List<String> texts =
          new ArrayList<>(
              IntStream.range(0, ROWS).mapToObj(i -> type.getValue().apply(random)).toList());
      assertArrives(type.getKey(), texts, 1);
    }
  }

  @Test
  void whatIsDoubtfulGoesAsItsTextWithAllThatFollows() {
    Random random = new Random(SEED);
    DOUBTFUL.forEach((type, doubtful) -> {
      List<String> texts =
          new ArrayList<>(
              IntStream.range(0, 200)
                  .mapToObj(i -> Objects.requireNonNull(TYPES.get(type)).apply(random))
                  .toList());
      for (String text : doubtful) {
        texts.add(50 + random.nextInt(texts.size() - 50), text);
      }
      assertArrives(type, texts, 2);
    });
  }

  /** Under a time zone that is not UTC, in which the texts are cast as well. */
  private void assertArrives(String type, List<String> texts, int copies) {
    database.execute(
        "drop table if exists t; create table t (id integer primary key, text text, v %s)"
            .formatted(type));
    Resource file = file(texts);
    List<String> statements = copiesUnder("Asia/Kathmandu", TableData.of("t", file).key("id"));
    String description = "-Dtilth.test.seed=%d, %s".formatted(SEED, type);
    assertThat(statements).as(description).hasSize(copies);
    assertThat(statements.getFirst()).as(description).contains(" with (form");
    assertThat(
            database.column(
                """
                select text || ' became ' || v::text
                  from t, set_config('timezone', 'Asia/Kathmandu', true)
                 where v::text is distinct from text::%s::text
                """
                    .formatted(type)))
        .as(description)
        .isEmpty();
    assertThat(database.value("select count(*) from t")).isEqualTo(texts.size() + "");
    assertThat(database.column("select text from t order by id")).isEqualTo(texts);
  }

  private List<String> copiesUnder(String zone, TableData data) {
    return Exchange.texts(
            database,
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("set local timezone to '%s'".formatted(zone));
              }
              var unused = loads.on(connection).load(data);
            })
        .stream()
        .filter(text -> text.startsWith("copy "))
        .toList();
  }

  @Test
  void whereTheFirstRowIsDoubtfulNothingIsSaidInBinary() {
    database.execute("create table t (id integer primary key, text text, v integer)");
    assertThat(
            copiesUnder("UTC", TableData.of("t", file(Collections.nCopies(200, "+1"))).key("id")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .doesNotContain(" with (form");
    assertThat(database.value("select count(*) from t where v = 1")).isEqualTo("200");
  }

  @Test
  void aZoneThatDefinesLettersReadsThem() {
    database.execute("create table t (id integer primary key, text text, v timestamptz)");
    Resource file = file(Collections.nCopies(200, "2026-01-01 00:00:00Z"));
    assertThat(copiesUnder("Z5", TableData.of("t", file).key("id")))
        .singleElement(InstanceOfAssertFactories.STRING)
        .doesNotContain(" with (form");
    assertThat(
            database.value(
                "select count(*) from t, set_config('timezone', 'Z5', true) where v ="
                    + " text::timestamptz"))
        .isEqualTo("200");
  }

  @Test
  void rowsThatNeedLaterOnesAreNotParted() {
    database.execute("create table t (id integer primary key, text text, v integer references t)");
    List<String> parents = new ArrayList<>(Collections.nCopies(200, "199"));
    parents.set(100, " 199");
    assertThat(copiesUnder("UTC", TableData.of("t", file(parents)).key("id"))).hasSize(1);
    assertThat(database.value("select count(*) from t where v = 199")).isEqualTo("200");
  }

  @Test
  void whatDoesNotFitItsColumnIsToldWithItsLine() {
    database.execute("create table t (id integer primary key, text text, v varchar(5))");
    List<String> texts = new ArrayList<>(Collections.nCopies(200, "short"));
    texts.set(120, "too long");
    assertThatThrownBy(() -> loads.merge("t", file(texts)))
        .hasMessageStartingWith("rows.csv:122: ")
        .hasMessageContaining("character varying(5)");
    assertThat(database.value("select count(*) from t")).isEqualTo("0");
  }

  @Test
  void columnsOfOtherTypesTakeAllTheRowToTheTextFormat() {
    database.execute(
        """
        create type mood as enum ('calm', 'glad');
        create table t (id integer primary key, text text, v mood);
        """);
    assertThat(loads.merge("t", file(Collections.nCopies(200, "glad"))))
        .isEqualTo(counts(200, 0, 0));
    assertThat(database.value("select count(*) from t where v = 'glad'")).isEqualTo("200");
  }

  @Test
  void nullAndTheEmptyTextStayApart() {
    database.execute("create table t (id integer primary key, text text, v integer)");
    String rows =
        IntStream.range(0, 200)
            .mapToObj(i -> i % 2 == 0 ? i + ",\"\",\n" : i + ",,1\n")
            .collect(Collectors.joining());
    assertThat(loads.merge("t", TextResource.of("rows.csv", "id,text,v\n" + rows)))
        .isEqualTo(counts(200, 0, 0));
    assertThat(
            database.value(
                "select count(*) filter (where text = '' and v is null), count(*) filter (where"
                    + " text is null and v = 1) from t"))
        .isEqualTo("100|100");
  }

  private static Resource file(List<String> texts) {
    StringBuilder csv = new StringBuilder("id,text,v\n");
    for (int i = 0; i < texts.size(); i++) {
      String quoted = "\"" + texts.get(i).replace("\"", "\"\"") + "\"";
      csv.append(i).append(',').append(quoted).append(',').append(quoted).append('\n');
    }
    return TextResource.of("rows.csv", csv.toString());
  }

  private static String text(Random random) {
    List<String> pieces =
        List.of("a", "é", "\uD83C\uDF31", " ", "\\", "\t", "\n", "\"", ",", "\\N");
    return IntStream.range(0, random.nextInt(8))
        .mapToObj(i -> pieces.get(random.nextInt(pieces.size())))
        .collect(Collectors.joining());
  }

  private static float finite(Random random) {
    return (random.nextFloat() - 0.5f) * (float) Math.pow(10, random.nextInt(-30, 30));
  }

  private static String decimal(Random random, int before, int behind) {
    String digits = digits(random, 1 + random.nextInt(before));
    int places = random.nextInt(behind);
    return (random.nextBoolean() ? "-" : "")
        + digits
        + (places == 0 ? "" : "." + digits(random, places));
  }

  private static String digits(Random random, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> random.nextInt(3) == 0 ? "0" : Integer.toString(random.nextInt(10)))
        .collect(Collectors.joining());
  }

  private static String date(Random random) {
    YearMonth month = YearMonth.of(1 + random.nextInt(9999), 1 + random.nextInt(12));
    return "%04d-%02d-%02d"
        .formatted(
            month.getYear(), month.getMonthValue(), 1 + random.nextInt(month.lengthOfMonth()));
  }

  private static String time(Random random) {
    int places = random.nextInt(7);
    return "%02d:%02d:%02d%s"
        .formatted(
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60),
            places == 0 ? "" : "." + digits(random, places));
  }

  private static String zone(Random random) {
    String hours = "%s%02d".formatted(random.nextBoolean() ? "+" : "-", random.nextInt(15));
    return switch (random.nextInt(3)) {
      case 0 -> "Z";
      case 1 -> hours;
      default -> hours + ":%02d".formatted(random.nextInt(60));
    };
  }
}
