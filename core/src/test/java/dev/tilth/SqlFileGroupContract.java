package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.catalog.SeedFile;
import dev.tilth.catalog.SqlSeeder;
import dev.tilth.database.SessionSettings;
import dev.tilth.deploy.Report;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.SeederOutcome.Result;
import dev.tilth.seed.TableRows;
import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import dev.tilth.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of statements, of which those that are nothing but data share a transaction. */
abstract class SqlFileGroupContract {

  private static final String TABLES =
      """
      CREATE TABLE public.a (code text PRIMARY KEY, n int);
      CREATE TABLE public.b (code text PRIMARY KEY, n int);
      CREATE TABLE public.c (code text PRIMARY KEY, n int);
      CREATE SCHEMA app;
      CREATE TABLE app.a (code text PRIMARY KEY, n int);
      CREATE TABLE public.part (code text PRIMARY KEY) PARTITION BY LIST (code);
      CREATE TABLE public.part_x PARTITION OF public.part FOR VALUES IN ('x');
      CREATE VIEW public.seen AS SELECT code FROM public.b;
      """;

  private static final String TRANSACTIONS = "SELECT count(DISTINCT xmin::text) FROM tilth.seed";

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
    tilth(content()).migrate().orThrow();
  }

  @Test
  void what_a_trigger_leaves_in_the_session_reaches_no_other_seeder() {
    database.execute(
        """
        CREATE FUNCTION public.mark() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM set_config('app.tenant', NEW.code, false); RETURN NEW; END $$;
        CREATE TRIGGER mark BEFORE INSERT ON public.a FOR EACH ROW EXECUTE FUNCTION public.mark();
        """);
    AtomicReference<String> seen = new AtomicReference<>();

    seed(
        file("A", "INSERT INTO a VALUES ('x', 1)"),
        file("B", "INSERT INTO b VALUES ('x', 1)"),
        new Looking(
            SeederSpec.once("C").after("A", "B"),
            "SELECT coalesce(current_setting('app.tenant', true), 'unknown')",
            seen));

    assertThat(database.value(TRANSACTIONS)).isEqualTo("2");
    assertThat(seen).hasValue("unknown");
  }

  /** Code that asks the server for a text. */
  private record Looking(SeederSpec spec, String query, AtomicReference<String> answer)
      implements Seeder {

    @Override
    public void seed(SeedContext context) {
      answer.set(context.sql().fetchSingle(query).get(0, String.class));
    }
  }

  @Test
  void they_share_one_with_each_other_and_with_declared_data() {
    Seeder rows =
        TableSeeder.of(
            SeederSpec.onChange("Rows").independent(),
            TableData.of("public.c", InlineContent.resource("c.csv", "code,n\nx,1\n")));

    Report report =
        seed(
            file("A", "INSERT INTO a VALUES ('x', 1), ('y', -2); INSERT INTO b VALUES ('x', 1)"),
            rows,
            file("B", "INSERT INTO b VALUES ('x', 2), ('z', 3) ON CONFLICT DO NOTHING;"),
            file("C", "INSERT INTO public.c VALUES ('x', 3) ON CONFLICT (code) DO NOTHING;"));

    assertThat(report.seeders())
        .extracting(SeederOutcome::tables)
        .containsExactly(
            List.of(inserted("public.a", 2), inserted("public.b", 1)),
            List.of(inserted("public.c", 1)),
            List.of(inserted("public.b", 1)),
            List.of());
    assertThat(report.seeders())
        .extracting(SeederOutcome::exact)
        .containsExactly(false, true, false, true);
    assertThat(database.value(TRANSACTIONS)).isEqualTo("1");
    assertThat(database.column("SELECT name, rows_inserted, status FROM tilth.seed ORDER BY 1"))
        .containsExactly("A|3|done", "B|1|done", "C|0|done", "Rows|1|done");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO a SELECT 'x', 1",
        "INSERT INTO a VALUES ('x', 1) RETURNING n",
        "INSERT INTO a VALUES (upper('x'), 1)",
        "INSERT INTO a VALUES ('x', 1) ON CONFLICT (code) DO UPDATE SET n = 2",
        "INSERT INTO a VALUES ('x', 1); LOCK TABLE b",
        "INSERT INTO a VALUES ('x', 1); SELECT pg_advisory_lock(1)",
        "INSERT INTO a VALUES ('x', 1); SET search_path TO nowhere",
        "INSERT INTO a VALUES ('x', 1); UPDATE a SET n = 2"
      })
  void what_is_more_than_data_has_a_transaction_of_its_own(String statements) {
    Report report =
        seed(
            file("First", "INSERT INTO b VALUES ('x', 1)"),
            file("More", statements),
            file("Last", "INSERT INTO b VALUES ('y', 1)"));

    assertThat(report.orThrow().appliedSeeders()).isEqualTo(3);
    assertThat(database.value(TRANSACTIONS)).isEqualTo("3");
    assertThat(database.value("SELECT count(*) FROM a WHERE lower(code) = 'x'")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({"part_x,public.part", "seen,public.b"})
  void what_the_server_counts_elsewhere_is_told_as_the_server_counts_it(
      String target, String table) {
    Report report =
        seed(
                file("A", "INSERT INTO a VALUES ('x', 1)"),
                file("B", "INSERT INTO %s VALUES ('x')".formatted(target)))
            .orThrow();

    assertThat(report.seeders())
        .extracting(SeederOutcome::tables)
        .containsExactly(List.of(inserted("public.a", 1)), List.of(inserted(table, 1)));
    assertThat(report.seeders()).extracting(SeederOutcome::exact).containsOnly(false);
    assertThat(database.value(TRANSACTIONS)).isEqualTo("2");
  }

  @Test
  void texts_and_comments_are_nothing_but_texts_and_comments() {
    seed(
            file(
                "A",
                """
                -- What is {fn now()}, and what is ? -- nobody knows; it's "open
                INSERT INTO a /* ? ; ' {d */ VALUES ('{fn now()} ? ; -- ', 1), -- '?
                  (E'\\'?{\\\\', 2), ($$?'{$$, 3), ($x$ $$ ; $x$, 4);
                """),
            file("B", "INSERT INTO b VALUES ('?', 1)"))
        .orThrow();

    assertThat(database.column("SELECT code FROM a ORDER BY n"))
        .containsExactly("{fn now()} ? ; -- ", "'?{\\", "?'{", " $$ ; ");
    assertThat(database.value(TRANSACTIONS)).isEqualTo("1");
  }

  @Test
  void one_that_is_refused_is_told_with_its_line_and_spoils_no_other() {
    Report report =
        seed(
            file("A", "INSERT INTO a VALUES ('x', 1);"),
            file("B", "INSERT INTO b VALUES ('x', 1);\n\nINSERT INTO b VALUES ('x', 2);"),
            file("C", "INSERT INTO nowhere VALUES (1);"),
            file("D", "INSERT INTO c VALUES ('x', 1);"));

    assertThat(report.seeders())
        .extracting(SeederOutcome::result)
        .containsExactly(Result.APPLIED, Result.FAILED, Result.FAILED, Result.APPLIED);
    assertThat(report.seeders().get(1).failure().orElseThrow())
        .hasMessageContaining("B.sql:3: INSERT INTO b VALUES ... failed: ")
        .hasMessageContaining("b_pkey");
    assertThat(report.seeders().get(2).failure().orElseThrow())
        .hasMessageContaining("C.sql:1: INSERT INTO nowhere VALUES ... failed: ");
    assertThat(database.value("SELECT count(*) FROM b")).isEqualTo("0");
  }

  @Test
  void each_of_very_many_statements_is_counted() {
    String many =
        IntStream.range(0, 600)
            .mapToObj("INSERT INTO a VALUES ('%d', 1);"::formatted)
            .collect(Collectors.joining("\n"));

    Report report = seed(file("A", many), file("B", "INSERT INTO b VALUES ('x', 1)")).orThrow();

    assertThat(report.seeders().getFirst().tables()).containsExactly(inserted("public.a", 600));
    assertThat(database.value(TRANSACTIONS)).isEqualTo("1");
  }

  @Test
  void the_search_path_finds_their_tables_as_ever() {
    SessionSettings session = SessionSettings.DEFAULTS.withSearchPath("app", "public");

    Report report =
        builder(
                content(
                    file("A", "INSERT INTO a VALUES ('x', 1)"),
                    file("B", "INSERT INTO b VALUES ('x', 1)")))
            .session(session)
            .build()
            .seed()
            .orThrow();

    assertThat(report.seeders())
        .extracting(SeederOutcome::tables)
        .containsExactly(List.of(inserted("app.a", 1)), List.of(inserted("public.b", 1)));
    assertThat(database.value(TRANSACTIONS)).isEqualTo("1");
  }

  @Test
  void where_the_server_reads_texts_in_another_way_each_is_by_itself() {
    database.execute(
        "ALTER DATABASE \"%s\" SET standard_conforming_strings = off".formatted(database.name()));

    seed(file("A", "INSERT INTO a VALUES ('x', 1)"), file("B", "INSERT INTO b VALUES ('x', 1)"))
        .orThrow();

    assertThat(database.value(TRANSACTIONS)).isEqualTo("2");
  }

  @Test
  void where_the_server_does_not_count_nobody_claims_to_know() {
    database.execute("ALTER DATABASE \"%s\" SET track_counts = off".formatted(database.name()));

    Report report =
        seed(file("A", "INSERT INTO a VALUES ('x', 1)"), file("B", "INSERT INTO b VALUES ('x', 1)"))
            .orThrow();

    assertThat(report.seeders()).extracting(SeederOutcome::rows).containsOnly(Optional.empty());
    assertThat(report.seeders()).extracting(SeederOutcome::exact).containsOnly(false);
    assertThat(database.column("SELECT rows_inserted IS NULL FROM tilth.seed")).containsOnly("t");
  }

  @Test
  void one_that_has_become_another_since_it_was_admitted_is_not_sent_among_others() {
    AtomicInteger readings = new AtomicInteger();
    Resource changing =
        Resource.of(
            "A.sql",
            () -> {
              // For its checksum, and to be admitted.
              boolean early = readings.incrementAndGet() <= 2;
              String text = early ? "INSERT INTO a VALUES ('x', 1)" : "SELECT pg_advisory_lock(7)";
              return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            });

    seed(file("A", changing), file("B", "INSERT INTO b VALUES ('x', 1)")).orThrow();

    assertThat(readings.get()).isGreaterThan(3);
    assertThat(database.value(TRANSACTIONS)).isEqualTo("2");
  }

  private static TableRows inserted(String table, long rows) {
    return new TableRows(table, new RowCounts(rows, 0, 0, 0));
  }

  private Report seed(Seeder... seeders) {
    return tilth(content(seeders)).seed();
  }

  private Tilth tilth(InlineContent content) {
    return builder(content).build();
  }

  private TilthBuilder builder(InlineContent content) {
    return content.addTo(Tilth.builder()).environment("dev").url(database.url());
  }

  private static InlineContent content(Seeder... seeders) {
    InlineContent content = new InlineContent().script("V1__tables.sql", TABLES);
    List.of(seeders).forEach(content::seeder);
    return content;
  }

  private static Seeder file(String name, String text) {
    return file(name, InlineContent.resource(name + ".sql", text));
  }

  private static Seeder file(String name, Resource resource) {
    return SqlSeeder.of(
        SeederSpec.once(name).reading(resource).independent(), SeedFile.of(resource).orElseThrow());
  }
}
