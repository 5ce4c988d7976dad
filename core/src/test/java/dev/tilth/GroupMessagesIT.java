package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.catalog.SeedFile;
import dev.tilth.catalog.SqlSeeder;
import dev.tilth.spi.Resource;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.CuttingProxy;
import dev.tilth.track.LogContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What seeders that share a transaction say to the server, and to the log. */
@PostgresTest
final class GroupMessagesIT {

  private static final int MOST = 50;

  /** How the reading of tables begins. */
  private static final String CATALOGUE = "select a.name, c.oid::bigint";

  /** Of catalogue, rows, statistics, records and commit. */
  private static final int ROUND_TRIPS = 5;

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void declared_data_of_many_takes_as_many_round_trips_as_that_of_two() {
    assertThat(roundTrips(2, GroupMessagesIT::declared)).isEqualTo(ROUND_TRIPS);
    assertThat(roundTrips(MOST, GroupMessagesIT::declared)).isEqualTo(ROUND_TRIPS);
  }

  @Test
  void files_of_statements_take_no_more() {
    assertThat(roundTrips(2, GroupMessagesIT::file)).isEqualTo(ROUND_TRIPS);
    assertThat(roundTrips(MOST, GroupMessagesIT::file)).isEqualTo(ROUND_TRIPS);
  }

  @Test
  void both_together_take_no_more() {
    assertThat(roundTrips(MOST, i -> i % 2 == 0 ? file(i) : declared(i))).isEqualTo(ROUND_TRIPS);
  }

  @Test
  void what_is_compared_or_copied_comes_after_what_waits_before_it() {
    String tables =
        """
        CREATE TABLE public.parent (id serial PRIMARY KEY, code text NOT NULL UNIQUE);
        CREATE TABLE public.compared (code text PRIMARY KEY, parent_id int REFERENCES public.parent);
        CREATE TABLE public.owner (code text PRIMARY KEY);
        CREATE TABLE public.copied (code text PRIMARY KEY, owner text REFERENCES public.owner);
        """;
    String many =
        IntStream.range(0, 150).mapToObj("%d,c\n"::formatted).collect(Collectors.joining());
    InlineContent content = new InlineContent().script("V1__tables.sql", tables);
    content
        .seeder(rows("parent", "code\na\n"))
        .seeder(rows("compared", "code,parent_id.code\nx,a\n"))
        .seeder(rows("owner", "code\nc\n"))
        .seeder(rows("copied", "code,owner\n" + many));
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      tilth(database.url(), content).migrate().orThrow();
      tilth(proxy.url(), content).seed().orThrow();

      assertThat(proxy.messages())
          .extracting(ClientMessage::text)
          .anyMatch(text -> text.startsWith("copy \"public\".\"copied\""))
          .noneMatch(text -> text.startsWith("rollback to"));
    }
    assertThat(database.value("SELECT count(DISTINCT xmin::text) FROM tilth.seed")).isEqualTo("1");
    assertThat(database.column("SELECT name, rows_inserted FROM tilth.seed"))
        .containsExactlyInAnyOrder("parent|1", "compared|1", "owner|1", "copied|150");
  }

  @Test
  void one_that_loads_a_table_again_sees_what_another_has_just_inserted() {
    migrate(1);
    InlineContent content = content(1, GroupMessagesIT::declared);
    content.seeder(
        TableSeeder.of(
            SeederSpec.onChange("Again").independent(),
            TableData.of("public.t0", InlineContent.resource("t.csv", "code\nc0\nc1\n"))));

    tilth(database.url(), content).seed().orThrow();

    assertThat(database.value("SELECT count(DISTINCT xmin::text) FROM tilth.seed")).isEqualTo("1");
    assertThat(database.column("SELECT name, rows_inserted, rows_unchanged FROM tilth.seed"))
        .containsExactlyInAnyOrder("S0|1|0", "Again|1|1");
  }

  @Test
  void what_is_logged_while_one_of_them_is_at_work_names_it() {
    migrate(2);
    Queue<String> steps = new ConcurrentLinkedQueue<>();
    InlineContent content = new InlineContent().script("V1__tables.sql", tables(2));
    for (int i = 0; i < 2; i++) {
      Resource rows =
          Resource.of(
              "t%d.csv".formatted(i),
              () -> {
                steps.add(Objects.requireNonNullElse(MDC.get(LogContext.STEP), "none"));
                return new ByteArrayInputStream("code\nx\n".getBytes(StandardCharsets.UTF_8));
              });
      content.seeder(
          TableSeeder.of(
              SeederSpec.onChange("S" + i).independent(), TableData.of("public.t" + i, rows)));
    }

    tilth(database.url(), content).seed().orThrow();

    assertThat(database.value("SELECT count(DISTINCT xmin::text) FROM tilth.seed")).isEqualTo("1");
    assertThat(steps.stream().dropWhile("none"::equals)).containsExactly("S0", "S1");
  }

  @Test
  void the_time_of_the_transaction_is_that_of_its_seeders() {
    migrate(MOST);

    tilth(database.url(), content(MOST, GroupMessagesIT::declared)).seed().orThrow();

    assertThat(
            database.value(
                """
                SELECT min(duration) > '0' AND sum(duration) <= max(finished_at) - min(started_at)
                  FROM tilth.seed
                """))
        .isEqualTo("t");
  }

  /** From the reading of the tables to the commit, both included. */
  private long roundTrips(int seeders, IntFunction<Seeder> seeder) {
    database = database.another();
    migrate(seeders);
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      tilth(proxy.url(), content(seeders, seeder)).seed().orThrow();
      List<ClientMessage> all = proxy.messages();
      int worker =
          all.stream().filter(GroupMessagesIT::readsTables).findFirst().orElseThrow().connection();
      List<ClientMessage> shared =
          all.stream()
              .filter(message -> message.connection() == worker)
              .dropWhile(message -> !readsTables(message))
              .toList();
      int commit = shared.stream().map(ClientMessage::text).toList().indexOf("COMMIT");
      assertThat(commit).isPositive();
      return 1 + shared.subList(0, commit).stream().filter(ClientMessage::isBoundary).count();
    }
  }

  private static boolean readsTables(ClientMessage message) {
    return message.text().startsWith(CATALOGUE);
  }

  private void migrate(int tables) {
    tilth(database.url(), new InlineContent().script("V1__tables.sql", tables(tables)))
        .migrate()
        .orThrow();
  }

  private static Tilth tilth(String url, InlineContent content) {
    return content.addTo(Tilth.builder()).environment("dev").url(url).build();
  }

  private static InlineContent content(int seeders, IntFunction<Seeder> seeder) {
    InlineContent content = new InlineContent().script("V1__tables.sql", tables(seeders));
    IntStream.range(0, seeders).mapToObj(seeder).forEach(content::seeder);
    return content;
  }

  private static String tables(int count) {
    return IntStream.range(0, count)
        .mapToObj("CREATE TABLE public.t%d (code text PRIMARY KEY);"::formatted)
        .collect(Collectors.joining("\n"));
  }

  private static Seeder rows(String table, String csv) {
    return TableSeeder.of(
        SeederSpec.onChange(table).independent(),
        TableData.of("public." + table, InlineContent.resource(table + ".csv", csv)));
  }

  private static Seeder declared(int i) {
    return TableSeeder.of(
        SeederSpec.onChange("S" + i).independent(),
        TableData.of("public.t" + i, InlineContent.resource("t.csv", "code\nc0\n")));
  }

  private static Seeder file(int i) {
    Resource file =
        InlineContent.resource(
            "S%d.sql".formatted(i), "INSERT INTO public.t%d VALUES ('c0')".formatted(i));
    return SqlSeeder.of(
        SeederSpec.once("S" + i).reading(file).independent(), SeedFile.of(file).orElseThrow());
  }
}
