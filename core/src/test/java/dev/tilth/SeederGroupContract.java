package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.database.RetryPolicy;
import dev.tilth.database.SessionSettings;
import dev.tilth.database.StopSignal;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.TerminatedException;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.SeederOutcome.Result;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.Cut;
import dev.tilth.testing.faults.CuttingProxy;
import dev.tilth.testing.faults.Sessions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Small seeders of declared data, of which several share a transaction. On several versions. */
abstract class SeederGroupContract {

  private static final int MANY = 51;
  private static final int RIVALS = 4;

  private static final String TRANSACTIONS = "SELECT count(DISTINCT xmin::text) FROM tilth.seed";
  private static final String RECORDS = "SELECT name, status FROM tilth.seed ORDER BY name";

  /** How the claim of a group begins. */
  private static final String CLAIM = "insert into \"tilth\".\"seed\" (name, mode, version";

  /** How the completion of a group's records begins. */
  private static final String COMPLETION = "update \"tilth\".\"seed\" as s";

  private static final RetryPolicy QUICK =
      new RetryPolicy(4, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMinutes(1));

  private final StopSignal stop = new StopSignal();
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
    tilth(database.url(), tables()).migrate().orThrow();
  }

  @Test
  void all_of_them_are_committed_at_once_and_each_is_told() {
    Report report = seed(three());

    assertThat(results(report)).containsExactly(Result.APPLIED, Result.APPLIED, Result.APPLIED);
    assertThat(report.seeders())
        .extracting(outcome -> outcome.rows().orElseThrow())
        .containsExactly(
            new RowCounts(2, 0, 0, 0), new RowCounts(1, 0, 0, 0), new RowCounts(1, 0, 0, 0));
    assertThat(report.seeders()).allMatch(SeederOutcome::exact);
    assertThat(database.value(TRANSACTIONS)).isEqualTo("1");
    assertThat(
            database.column(
                """
                SELECT name, rows_inserted, finished_at > started_at, duration > '0'
                  FROM tilth.seed ORDER BY 1
                """))
        .containsExactly("S0|2|t|t", "S1|1|t|t", "S2|1|t|t");
    assertThat(database.column("SELECT position, name, outcome FROM tilth.step ORDER BY run_id, 1"))
        .contains("1|S0|applied", "2|S1|applied", "3|S2|applied");
    assertThat(seed(three()).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  @Test
  void a_few_messages_are_enough_for_many() {
    InlineContent content = tables();
    IntStream.range(0, MANY - 1).forEach(i -> content.seeder(seeder(i, "a")));
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      tilth(proxy.url(), content).seed().orThrow();

      assertThat(proxy.messages()).filteredOn(ClientMessage::isBoundary).hasSizeLessThan(3 * MANY);
      for (String once : List.of(CLAIM, COMPLETION)) {
        assertThat(proxy.messages())
            .filteredOn(message -> message.text().startsWith(once))
            .hasSize(1);
      }
    }
  }

  @Test
  void a_group_has_an_end() {
    InlineContent content = tables();
    IntStream.range(0, MANY).forEach(i -> content.seeder(seeder(i, "a")));

    assertThat(seed(content).orThrow().appliedSeeders()).isEqualTo(MANY);
    assertThat(database.value(TRANSACTIONS)).isEqualTo("2");
  }

  @Test
  void one_that_is_large_has_a_transaction_of_its_own() {
    String[] rows =
        IntStream.range(0, 300).mapToObj(i -> i + "x".repeat(1000)).toArray(String[]::new);

    seed(tables().seeder(seeder(0, "a")).seeder(seeder(1, rows)).seeder(seeder(2, "a"))).orThrow();

    assertThat(database.value(TRANSACTIONS)).isEqualTo("3");
  }

  @Test
  void a_group_ends_before_its_members_are_large_together() {
    String[] rows =
        IntStream.range(0, 100).mapToObj(i -> i + "x".repeat(1000)).toArray(String[]::new);

    seed(tables().seeder(seeder(0, rows)).seeder(seeder(1, rows)).seeder(seeder(2, rows)))
        .orThrow();

    assertThat(database.value(TRANSACTIONS)).isEqualTo("2");
  }

  @Test
  void sql_of_a_seeders_own_has_its_transaction_and_its_session_for_itself() {
    InlineContent content =
        tables()
            .seeder(seeder(0, "a"))
            .seeder(seeder(1, "a"))
            .seeder(
                SeederSpec.once("Own"),
                context -> context.sql().execute("SET search_path TO nowhere"))
            .seeder(seeder(2, "a"))
            .seeder(seeder(3, "a"));

    assertThat(seed(content).orThrow().appliedSeeders()).isEqualTo(5);
    assertThat(
            database.column(
                "SELECT string_agg(name, ' ' ORDER BY name) FROM tilth.seed GROUP BY"
                    + " xmin::text ORDER BY 1"))
        .containsExactly("Own", "S0 S1", "S2 S3");
  }

  @Test
  void declared_data_with_code_beside_it_has_its_transaction_for_itself() {
    TableSeeder withCode =
        new TableSeeder() {
          @Override
          public SeederSpec spec() {
            return SeederSpec.onChange("S1").independent();
          }

          @Override
          public List<TableData> tables() {
            return List.of(data(1, "a"));
          }

          @Override
          public void seed(SeedContext context) {
            context.load(data(1, "a"));
          }
        };

    seed(tables().seeder(seeder(0, "a")).seeder(withCode).seeder(seeder(2, "a"))).orThrow();

    assertThat(database.value(TRANSACTIONS)).isEqualTo("3");
  }

  @Test
  void one_that_fails_takes_only_its_dependents_along() {
    InlineContent content =
        tables()
            .seeder(seeder(0, "a"))
            .seeder(seeder(1, "a", "a"))
            .seeder(TableSeeder.of(SeederSpec.onChange("After").after("S1"), data(2, "a")))
            .seeder(seeder(3, "a"));

    Report report = seed(content);

    assertThat(results(report))
        .containsExactly(Result.APPLIED, Result.FAILED, Result.NOT_REACHED, Result.APPLIED);
    assertThat(report.failure()).get().asString().contains("t1.csv:3", "'a'");
    assertThat(database.column(RECORDS)).containsExactly("S0|done", "S3|done");
    assertThat(database.value("SELECT count(*) FROM public.t1")).isEqualTo("0");
  }

  @Test
  void what_triggers_write_elsewhere_is_told_as_ever() {
    database.execute(
        """
        CREATE FUNCTION public.note() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO public.t9 VALUES (gen_random_uuid()::text); RETURN NULL;
        END $$;
        CREATE TRIGGER note AFTER INSERT ON public.t1 FOR EACH ROW EXECUTE FUNCTION public.note();
        """);

    Report report = seed(three()).orThrow();

    assertThat(report.seeders())
        .extracting(SeederOutcome::exact)
        .containsExactly(true, false, true);
    assertThat(report.seeders().get(1).tables())
        .extracting(Object::toString)
        .anyMatch(table -> table.contains("public.t9"));
    assertThat(database.value("SELECT count(*) FROM public.t9")).isEqualTo("1");
    assertThat(database.value(TRANSACTIONS)).isEqualTo("3");
  }

  @Test
  void those_that_have_a_record_are_not_tried_together() {
    seed(three()).orThrow();
    InlineContent changed = tables();
    IntStream.range(0, 3).forEach(i -> changed.seeder(seeder(i, "c")));
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      assertThat(tilth(proxy.url(), changed).seed().orThrow().appliedSeeders()).isEqualTo(3);

      assertThat(proxy.messages())
          .extracting(ClientMessage::text)
          .anyMatch(text -> text.contains("insert into"))
          .noneMatch(text -> text.startsWith(CLAIM));
    }
    assertThat(database.value(TRANSACTIONS)).isEqualTo("3");
  }

  @Test
  void one_whose_record_is_taken_away_leaves_no_rows() {
    database.execute(
        """
        CREATE FUNCTION public.forget() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          DELETE FROM tilth.seed WHERE name = 'S1'; RETURN NULL;
        END $$;
        CREATE TRIGGER forget AFTER INSERT ON public.t1
          FOR EACH ROW EXECUTE FUNCTION public.forget();
        """);

    Report report = seed(three());

    assertThat(results(report)).containsExactly(Result.APPLIED, Result.FAILED, Result.APPLIED);
    assertThat(database.column(RECORDS)).containsExactly("S0|done", "S2|done");
    assertThat(database.value("SELECT count(*) FROM public.t1")).isEqualTo("0");
  }

  @Test
  void a_rival_on_one_of_them_is_waited_for() throws SQLException {
    try (RivalSession rival = new RivalSession(database)) {
      rival.execute(
          """
          INSERT INTO tilth.seed (name, mode, version, checksum, status, attempt_id, run_id)
          VALUES ('S1', 'on_change', 1, 'x', 'running', gen_random_uuid(), gen_random_uuid())
          """);
      rival.rollBackWhenAwaited();

      assertThat(seed(three()).orThrow().appliedSeeders()).isEqualTo(3);
    }
    assertThat(database.column(RECORDS)).containsExactly("S0|done", "S1|done", "S2|done");
  }

  @Test
  void rivals_without_the_run_lock_apply_each_once_and_all_succeed() throws Exception {
    InlineContent content = tables();
    IntStream.range(0, MANY).forEach(i -> content.seeder(seeder(i, "a")));
    CyclicBarrier start = new CyclicBarrier(RIVALS);
    List<Report> reports = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(RIVALS)) {
      List<Future<Report>> runs = new ArrayList<>();
      for (int i = 0; i < RIVALS; i++) {
        runs.add(
            threads.submit(() -> {
              start.await();
              return builder(database.url(), content).withoutRunLock().build().seed();
            }));
      }
      for (Future<Report> run : runs) {
        reports.add(run.get().orThrow());
      }
    }

    assertThat(reports.stream().mapToInt(Report::appliedSeeders).sum()).isEqualTo(MANY);
    assertThat(database.column(RECORDS)).hasSize(MANY).allMatch(record -> record.endsWith("|done"));
  }

  @Test
  void a_commit_whose_answer_is_lost_counts_and_nothing_is_done_again() {
    Report report = seedThrough(Cut.at(theCommit(), Cut.Moment.BEFORE_ANSWER));

    assertThat(results(report)).containsOnly(Result.APPLIED);
    assertThat(report.seeders().getFirst().rows()).contains(new RowCounts(2, 0, 0, 0));
    assertThat(report.seeders())
        .allSatisfy(outcome ->
            assertThat(outcome.retries())
                .singleElement()
                .asString()
                .contains("The record showed that it had been committed"));
    assertThat(database.value(TRANSACTIONS)).isEqualTo("1");
  }

  @Test
  void a_network_that_breaks_with_the_commit_does_no_harm() {
    Report report = seedThrough(Cut.at(theCommit(), Cut.Moment.AFTER_MESSAGE));

    assertThat(results(report)).containsOnly(Result.APPLIED);
    assertThat(report.seeders())
        .allSatisfy(outcome ->
            assertThat(outcome.retries())
                .singleElement()
                .asString()
                .contains("The record showed that it had"));
    assertThat(database.column(RECORDS)).containsExactly("S0|done", "S1|done", "S2|done");
    assertThat(database.value("SELECT count(*) FROM public.t0")).isEqualTo("2");
  }

  @Test
  void a_connection_that_breaks_before_the_commit_is_no_riddle() {
    Report report =
        seedThrough(
            Cut.at(message -> message.text().startsWith(COMPLETION), Cut.Moment.BEFORE_ANSWER));

    assertThat(results(report)).containsOnly(Result.APPLIED);
    assertThat(database.value("SELECT count(*) FROM public.t0")).isEqualTo("2");
  }

  @Test
  void none_of_them_is_begun_after_a_stop() {
    InlineContent content =
        tables()
            .seeder(
                SeederSpec.once("First"), context -> stop.fire(new TerminatedException("SIGTERM")))
            .seeder(seeder(0, "a"))
            .seeder(seeder(1, "a"))
            .seeder(seeder(2, "a"));

    Report report = builder(database.url(), content).stop(stop).build().seed();

    assertThat(results(report))
        .containsExactly(
            Result.INTERRUPTED, Result.NOT_REACHED, Result.NOT_REACHED, Result.NOT_REACHED);
  }

  @Test
  void a_run_that_is_stopped_leaves_nothing_of_them() throws Exception {
    try (RivalSession rival = new RivalSession(database);
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      rival.execute("LOCK TABLE public.t1");
      SessionSettings patient = SessionSettings.DEFAULTS.withLockTimeout(RivalSession.LIMIT);
      Future<Report> run =
          thread.submit(
              () -> builder(database.url(), three()).session(patient).stop(stop).build().seed());
      Sessions.of(database).awaitOne("a.wait_event_type = 'Lock'", RivalSession.LIMIT);
      stop.fire(new TerminatedException("SIGTERM"));

      assertThat(results(run.get())).containsOnly(Result.INTERRUPTED);
      assertThat(run.get().seeders()).allMatch(outcome -> outcome.reason().contains("rolled back"));
    }
    assertThat(database.column(RECORDS)).isEmpty();
    assertThat(database.value("SELECT count(*) FROM public.t0")).isEqualTo("0");
    assertThat(seed(three()).orThrow().appliedSeeders()).isEqualTo(3);
  }

  private Report seedThrough(Cut cut) {
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database, cut)) {
      Report report = tilth(proxy.url(), three()).seed();
      assertThat(proxy.cutAt()).isPresent();
      return report;
    }
  }

  private static Predicate<ClientMessage> theCommit() {
    AtomicBoolean completed = new AtomicBoolean();
    return message -> {
      if (message.text().startsWith(COMPLETION)) {
        completed.set(true);
      }
      return completed.get() && message.text().startsWith("COMMIT");
    };
  }

  private Report seed(InlineContent content) {
    return tilth(database.url(), content).seed();
  }

  private static Tilth tilth(String url, InlineContent content) {
    return builder(url, content).build();
  }

  private static TilthBuilder builder(String url, InlineContent content) {
    Limits limits = new Limits(Limits.DEFAULT.run(), Limits.DEFAULT.nonTransactional(), QUICK);
    return content.addTo(Tilth.builder()).environment("dev").url(url).limits(limits);
  }

  private static List<Result> results(Report report) {
    return report.seeders().stream().map(SeederOutcome::result).toList();
  }

  private static InlineContent three() {
    return tables().seeder(seeder(0, "a", "b")).seeder(seeder(1, "a")).seeder(seeder(2, "a"));
  }

  private static InlineContent tables() {
    return new InlineContent()
        .script(
            "V1__tables.sql",
            IntStream.range(0, MANY)
                .mapToObj("CREATE TABLE public.t%d (code text PRIMARY KEY);"::formatted)
                .collect(Collectors.joining("\n")));
  }

  private static TableSeeder seeder(int number, String... codes) {
    return TableSeeder.of(SeederSpec.onChange("S" + number).independent(), data(number, codes));
  }

  private static TableData data(int number, String... codes) {
    String csv = "code\n" + String.join("\n", codes) + "\n";
    return TableData.of(
        "public.t" + number, InlineContent.resource("t%d.csv".formatted(number), csv));
  }
}
