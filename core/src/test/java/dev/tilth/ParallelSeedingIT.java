package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.database.RetryPolicy;
import dev.tilth.database.SessionSettings;
import dev.tilth.database.StopSignal;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.TerminatedException;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.SeedingInterruptedException;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several seeders of one run at once. */
@PostgresTest
final class ParallelSeedingIT {

  private static final String TABLE = "CREATE TABLE public.counter (who text NOT NULL);";
  private static final String LONG = "SELECT pg_sleep(60)";
  private static final String BOTH_AT_WORK =
      """
      SELECT count(*) = 2 FROM pg_stat_activity
       WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%' AND state = 'active'
      """;

  private final StopSignal stop = new StopSignal();
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
    tilth(content(), 1).migrate().orThrow();
  }

  @AfterEach
  void no_thread_and_no_connection_is_left() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("tilth-seeder"));
    Sessions.of(database).awaitNone(RivalSession.LIMIT);
  }

  @Test
  void two_that_depend_on_nothing_are_at_work_at_the_same_time() {
    CyclicBarrier meeting = new CyclicBarrier(2);

    Report report =
        tilth(
                content()
                    .seeder(independent("One"), context -> meet(meeting))
                    .seeder(independent("Two"), context -> meet(meeting)),
                2)
            .seed();

    assertThat(report.orThrow().appliedSeeders()).isEqualTo(2);
  }

  @Test
  void one_at_a_time_they_run_in_the_calling_thread() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();

    tilth(
            content()
                .seeder(independent("One"), context -> threads.add(Thread.currentThread()))
                .seeder(independent("Two"), context -> threads.add(Thread.currentThread())),
            1)
        .seed()
        .orThrow();

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void each_has_a_connection_of_its_own_and_the_run_one_more() {
    CyclicBarrier meeting = new CyclicBarrier(3);
    Set<String> counts = ConcurrentHashMap.newKeySet();
    InlineContent content = content();
    for (int i = 0; i < 9; i++) {
      content.seeder(
          independent("S" + i),
          context -> {
            meet(meeting);
            counts.add(
                context
                    .sql()
                    .fetchSingle(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name = 'tilth'")
                    .get(0, String.class));
            meet(meeting);
          });
    }

    tilth(content, 3).seed().orThrow();

    assertThat(counts).containsExactly("4");
  }

  @Test
  void dependents_of_a_failed_one_are_not_reached_and_the_report_is_in_the_plans_order() {
    InlineContent content =
        content()
            .seeder(
                independent("Failing"),
                context -> {
                  awaitRecord("Unrelated");
                  throw new IllegalStateException("on purpose");
                })
            .counting(SeederSpec.once("Dependent").after("Failing"))
            .counting(independent("Unrelated"));

    Report report = tilth(content, 2).seed();

    assertThat(report.seeders())
        .extracting(SeederOutcome::name, SeederOutcome::result)
        .containsExactly(
            tuple("Failing", SeederOutcome.Result.FAILED),
            tuple("Dependent", SeederOutcome.Result.NOT_REACHED),
            tuple("Unrelated", SeederOutcome.Result.APPLIED));
    assertThat(
            database.column("SELECT name FROM tilth.step WHERE kind = 'seeder' ORDER BY position"))
        .containsExactly("Unrelated", "Failing", "Dependent");
  }

  @Test
  void a_dependent_sees_what_it_needs_while_others_are_at_work() {
    CountDownLatch dependentDone = new CountDownLatch(1);
    InlineContent content =
        content()
            .counting(independent("First"))
            .seeder(independent("Slow"), context -> await(dependentDone))
            .seeder(
                SeederSpec.once("Dependent").after("First"),
                context -> {
                  assertThat(context.sql().fetchValues("SELECT who FROM public.counter"))
                      .hasToString("[First]");
                  dependentDone.countDown();
                });

    assertThat(tilth(content, 3).seed().orThrow().appliedSeeders()).isEqualTo(3);
  }

  @Test
  void a_stop_cancels_all_that_are_at_work_and_begins_no_other() throws Exception {
    assertInterrupted(
        stopped(() -> stop.fire(new TerminatedException("SIGTERM"))), TerminatedException.class);
  }

  @Test
  void an_interrupted_run_does_the_same_and_its_thread_stays_interrupted() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread[] caller = new Thread[1];
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Report> run =
          thread.submit(() -> {
            caller[0] = Thread.currentThread();
            Report report = tilth(sleeping(), 2).seed();
            if (Thread.interrupted()) {
              interrupted.countDown();
            }
            return report;
          });
      Sessions.of(database).await(BOTH_AT_WORK, RivalSession.LIMIT);
      caller[0].interrupt();

      assertInterrupted(run.get(), SeedingInterruptedException.class);
      assertThat(interrupted.getCount()).isZero();
    }
  }

  private Report stopped(Runnable fire) throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Report> run = thread.submit(() -> tilth(sleeping(), 2).seed());
      Sessions.of(database).await(BOTH_AT_WORK, RivalSession.LIMIT);
      fire.run();
      return run.get();
    }
  }

  private static InlineContent sleeping() {
    return content()
        .seeder(independent("One"), context -> context.sql().execute(LONG))
        .seeder(independent("Two"), context -> context.sql().execute(LONG))
        .counting(independent("Three"));
  }

  private void assertInterrupted(Report report, Class<? extends Throwable> reason) {
    assertThat(report.exitCode()).isEqualTo(143);
    assertThat(report.failure()).get().isInstanceOf(reason);
    assertThat(report.duration()).isLessThan(Duration.ofSeconds(20));
    assertThat(report.seeders())
        .extracting(SeederOutcome::result)
        .containsExactly(
            SeederOutcome.Result.INTERRUPTED,
            SeederOutcome.Result.INTERRUPTED,
            SeederOutcome.Result.NOT_REACHED);
    assertThat(database.column("SELECT name FROM tilth.seed")).isEmpty();
  }

  @Test
  void an_error_that_is_no_seeders_failure_reaches_the_caller_after_the_others_have_ended() {
    CountDownLatch failing = new CountDownLatch(1);
    InlineContent content =
        content()
            .seeder(
                independent("Fatal"),
                context -> {
                  failing.countDown();
                  throw new Fatal();
                })
            .seeder(
                independent("AtWork"),
                context -> {
                  await(failing);
                  context.sql().execute("INSERT INTO public.counter VALUES ('AtWork')");
                })
            .counting(SeederSpec.once("Later"));

    assertThatExceptionOfType(Fatal.class).isThrownBy(() -> tilth(content, 2).seed());

    assertThat(database.column("SELECT name FROM tilth.seed")).containsExactly("AtWork");
    assertThat(database.column("SELECT name FROM tilth.step WHERE kind = 'seeder'"))
        .containsExactly("AtWork");
  }

  @Test
  void each_one_that_waits_in_vain_names_who_is_in_its_own_way() throws SQLException {
    database.execute("CREATE TABLE public.other (who text NOT NULL)");
    try (RivalSession first = rival("the first", "public.counter");
        RivalSession second = rival("the second", "public.other")) {
      Limits once =
          new Limits(
              Limits.DEFAULT.run(),
              Limits.DEFAULT.nonTransactional(),
              new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)),
              2);
      Report report =
          content()
              .seeder(
                  independent("One"),
                  context -> context.sql().execute("INSERT INTO public.counter VALUES ('One')"))
              .seeder(
                  independent("Two"),
                  context -> context.sql().execute("INSERT INTO public.other VALUES ('Two')"))
              .addTo(Tilth.builder().url(database.url()).limits(once))
              .session(SessionSettings.DEFAULTS.withLockTimeout(Duration.ofSeconds(2)))
              .build()
              .seed();

      assertThat(report.seeders().getFirst().failure()).get().asString().contains("the first");
      assertThat(report.seeders().getLast().failure()).get().asString().contains("the second");
      first.connection().rollback();
      second.connection().rollback();
    }
  }

  private RivalSession rival(String name, String table) throws SQLException {
    RivalSession rival = new RivalSession(database);
    rival.execute("SET application_name = '%s'".formatted(name));
    rival.execute("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(table));
    return rival;
  }

  @Test
  void rivals_without_the_run_lock_apply_each_seeder_once() throws Exception {
    InlineContent content = content();
    for (int i = 0; i < 20; i++) {
      content.counting(independent("S" + i));
    }
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<Report> rival =
        () -> {
          meet(start);
          return content
              .addTo(Tilth.builder().url(database.url()).parallel(2))
              .withoutRunLock()
              .build()
              .seed();
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Report> report : threads.invokeAll(List.of(rival, rival))) {
        report.get().orThrow();
      }
    }

    assertThat(database.value("SELECT count(*) || ' ' || count(DISTINCT who) FROM public.counter"))
        .isEqualTo("20 20");
  }

  private void awaitRecord(String seeder) {
    Sessions.of(database)
        .await(
            "SELECT count(*) = 1 FROM tilth.step WHERE name = '%s'".formatted(seeder),
            RivalSession.LIMIT);
  }

  private static void meet(CyclicBarrier meeting) throws Exception {
    int unused = meeting.await(RivalSession.LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(RivalSession.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  private static SeederSpec independent(String name) {
    return SeederSpec.once(name).independent();
  }

  private static InlineContent content() {
    return new InlineContent().script("V1__counter.sql", TABLE);
  }

  private Tilth tilth(InlineContent content, int parallel) {
    return content.addTo(Tilth.builder().url(database.url()).parallel(parallel).stop(stop)).build();
  }

  /** No seeder's own failure, such as an exhausted heap. */
  private static final class Fatal extends Error {

    private static final long serialVersionUID = 1L;
  }
}
