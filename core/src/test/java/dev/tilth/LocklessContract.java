package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.database.SessionSettings;
import dev.tilth.deploy.Report;
import dev.tilth.seed.OtherContentException;
import dev.tilth.seed.SeederBusyException;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import dev.tilth.track.RunLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that take no run lock: the claims alone keep them apart. */
abstract class LocklessContract {

  private static final int RIVALS = 5;
  private static final long LOCKLESS = RunLock.locklessKey("tilth");

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void rivals_on_an_empty_database_apply_each_seeder_once_and_all_succeed() throws Exception {
    InlineContent content =
        new InlineContent()
            .seeder(
                SeederSpec.once("Tables"),
                context -> context.sql().execute("CREATE TABLE public.counter (who text)"))
            .counting(SeederSpec.once("One").after("Tables"))
            .counting(SeederSpec.once("Two").after("Tables"))
            .counting(SeederSpec.once("Three").after("Two"));

    List<Report> reports = atOnce(content);

    assertThat(reports).allMatch(report -> report.exitCode() == 0);
    assertThat(reports)
        .extracting(Report::appliedSeeders)
        .satisfies(applied -> assertThat(applied.stream().mapToInt(n -> n).sum()).isEqualTo(4));
    assertThat(database.column("SELECT who, count(*) FROM public.counter GROUP BY who ORDER BY 1"))
        .containsExactly("One|1", "Three|1", "Two|1");
    assertThat(database.value("SELECT count(*) FROM tilth.run WHERE locked")).isEqualTo("0");
  }

  private List<Report> atOnce(InlineContent content) throws Exception {
    CyclicBarrier start = new CyclicBarrier(RIVALS);
    try (ExecutorService threads = Executors.newFixedThreadPool(RIVALS)) {
      List<Future<Report>> futures = new ArrayList<>();
      for (int i = 0; i < RIVALS; i++) {
        futures.add(
            threads.submit(() -> {
              start.await();
              return tilth(content).build().seed();
            }));
      }
      List<Report> reports = new ArrayList<>();
      for (Future<Report> future : futures) {
        reports.add(future.get());
      }
      return reports;
    }
  }

  @Test
  void a_plan_that_is_out_of_date_is_told_as_done_by_the_rival() {
    Report report = seedBesideRival(SeederSpec.once("Second"), "now()");

    assertThat(report.orThrow().seeders())
        .extracting(SeederOutcome::result)
        .containsExactly(SeederOutcome.Result.APPLIED, SeederOutcome.Result.DONE_BY_RIVAL);
    assertThat(who()).containsExactly("Second");
  }

  @Test
  void the_same_content_is_done_whenever_the_rival_finished() {
    Report report = seedBesideRival(SeederSpec.once("Second"), "now() - interval '1 hour'");

    assertThat(report.orThrow().seeders().getLast().result())
        .isEqualTo(SeederOutcome.Result.DONE_BY_RIVAL);
  }

  @Test
  void other_content_of_a_rival_that_finished_after_the_start_is_done_too() {
    Report report = seedBesideRival(SeederSpec.once("Second").withVersion(2), "clock_timestamp()");

    assertThat(report.orThrow().seeders().getLast().result())
        .isEqualTo(SeederOutcome.Result.DONE_BY_RIVAL);
  }

  @Test
  void other_content_of_a_rival_that_finished_before_the_start_is_a_failure() {
    Report report =
        seedBesideRival(SeederSpec.once("Second").withVersion(2), "now() - interval '1 hour'");

    assertThat(report.failure())
        .get()
        .isInstanceOf(OtherContentException.class)
        .asString()
        .contains("other content of seeder Second", "Run again");
    assertThat(who()).containsExactly("Second");
  }

  /** While the first seeder of a run is at work, a rival applies the second one. */
  private Report seedBesideRival(SeederSpec ofRival, String finishedAt) {
    InlineContent rival = new InlineContent().counting(ofRival);
    InlineContent content =
        new InlineContent()
            .seeder(
                SeederSpec.once("First"),
                context -> {
                  database.execute("CREATE TABLE public.counter (who text)");
                  tilth(rival).build().seed().orThrow();
                  database.execute(
                      "UPDATE tilth.seed SET finished_at = %s WHERE name = 'Second'"
                          .formatted(finishedAt));
                })
            .counting(SeederSpec.once("Second"));
    return tilth(content).build().seed();
  }

  @Test
  void it_waits_outside_of_transactions_while_a_step_is_at_work_that_wants_to_be_alone()
      throws Exception {
    try (RivalSession loner = alone();
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Report> run =
          thread.submit(() -> tilth(counter()).lockWait(RivalSession.LIMIT).build().seed());
      Sessions.of(database)
          .awaitOne(
              "a.application_name = 'tilth' AND a.query LIKE 'ROLLBACK%' AND a.state = 'idle'",
              RivalSession.LIMIT);
      assertThat(run.isDone()).isFalse();
      assertThat(database.value("SELECT count(*) FROM tilth.seed")).isEqualTo("0");
      loner.execute("SELECT pg_advisory_unlock(%d)".formatted(LOCKLESS));

      assertThat(run.get().orThrow().appliedSeeders()).isEqualTo(2);
    }
  }

  @Test
  void it_says_who_wants_to_be_alone_when_its_patience_ends() throws Exception {
    try (RivalSession loner = alone()) {
      loner.connection().commit();
      Report report = tilth(counter()).lockWait(Duration.ZERO).build().seed();

      assertThat(report.failure())
          .get()
          .isInstanceOf(SeederBusyException.class)
          .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.LOCK_BUSY))
          .asString()
          .contains(
              "outside a transaction", "application '%s'".formatted(RivalSession.APPLICATION));
      assertThat(database.value("SELECT count(*) FROM tilth.seed")).isEqualTo("0");
    }
  }

  private RivalSession alone() throws SQLException {
    RivalSession loner = new RivalSession(database);
    loner.execute("SELECT pg_advisory_lock(%d)".formatted(LOCKLESS));
    return loner;
  }

  @Test
  void a_seeder_keeps_a_step_off_that_wants_to_be_alone_until_it_is_committed() {
    List<String> refusals = new ArrayList<>();
    String ask = "SELECT pg_try_advisory_lock(%d)".formatted(LOCKLESS);
    InlineContent content =
        new InlineContent()
            .seeder(SeederSpec.once("Asking"), context -> refusals.add(database.value(ask)));

    tilth(content).build().seed().orThrow();

    assertThat(refusals).containsExactly("f");
    assertThat(database.value(ask)).isEqualTo("t");
  }

  @Test
  void a_borrowed_connection_goes_back_as_it_came() throws Exception {
    try (Connection kept = database.connect()) {
      OneConnectionPool pool = new OneConnectionPool(kept, database.dataSource());
      counter()
          .addTo(
              Tilth.builder()
                  .dataSource(pool)
                  .environment("dev")
                  .session(SessionSettings.DEFAULTS.withLockTimeout(Duration.ofSeconds(3))))
          .withoutRunLock()
          .build()
          .seed()
          .orThrow();

      try (var statement = kept.createStatement();
          var row =
              statement.executeQuery(
                  """
                  SELECT current_setting('lock_timeout'), current_setting('statement_timeout'),
                         (SELECT count(*) FROM pg_locks
                           WHERE locktype = 'advisory' AND pid = pg_backend_pid())
                  """)) {
        row.next();
        assertThat(row.getString(1) + " " + row.getString(2) + " " + row.getString(3))
            .isEqualTo("0 0 0");
      }
    }
  }

  private List<String> who() {
    return database.column("SELECT who FROM public.counter");
  }

  private static InlineContent counter() {
    return new InlineContent()
        .seeder(
            SeederSpec.once("Tables"),
            context -> context.sql().execute("CREATE TABLE public.counter (who text)"))
        .counting(SeederSpec.once("One").after("Tables"));
  }

  private TilthBuilder tilth(InlineContent content) {
    return content.addTo(Tilth.builder().url(database.url())).withoutRunLock();
  }
}
