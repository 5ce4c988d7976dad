package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.database.StopSignal;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.TerminatedException;
import dev.tilth.render.Renderer;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.seed.SeedingInterruptedException;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that is stopped while a seeder is at work. */
@PostgresTest
final class StopSeedingIT {

  private static final String WRITE = "INSERT INTO public.counter (who) VALUES ('Long')";
  private static final String LONG = "SELECT pg_sleep(60)";
  private static final String AT_WORK = "a.query LIKE 'SELECT pg_sleep%' AND a.state = 'active'";

  private final StopSignal stop = new StopSignal();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
    content(context -> {}).addTo(Tilth.builder().url(database.url())).build().migrate().orThrow();
  }

  @Test
  void a_statement_at_work_is_cancelled_and_the_rest_is_not_reached() throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Report> run =
          thread.submit(() ->
              seed(context -> {
                context.sql().execute(WRITE);
                context.sql().execute(LONG);
              }));
      Sessions.of(database).awaitOne(AT_WORK, RivalSession.LIMIT);
      fire();

      assertInterrupted(run.get());
      assertThat(run.get().duration()).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void a_seeder_that_is_at_work_elsewhere_is_refused_its_next_statement() throws Exception {
    assertInterrupted(
        stopWhileInJava(context -> {
          context.sql().execute(WRITE);
          reached.countDown();
          stopped.await();
          context.sql().execute("SELECT 1");
        }));
  }

  @Test
  void a_seeder_that_swallows_the_refusals_still_commits_nothing() throws Exception {
    assertInterrupted(
        stopWhileInJava(context -> {
          context.sql().execute(WRITE);
          reached.countDown();
          stopped.await();
          try {
            context.sql().execute("SELECT 1");
          } catch (DataAccessException swallowed) {
            assertThat(swallowed).hasMessageContaining("The run was stopped");
          }
        }));
  }

  @Test
  void a_seeder_that_swallows_the_cancellation_of_its_statement_still_commits_nothing()
      throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Report> run =
          thread.submit(() ->
              seed(context -> {
                context.sql().execute(WRITE);
                try {
                  context.sql().transaction(inner -> inner.dsl().execute(LONG));
                } catch (DataAccessException swallowed) {
                  assertThat(swallowed).hasMessageContaining("cancel");
                }
              }));
      Sessions.of(database).awaitOne(AT_WORK, RivalSession.LIMIT);
      fire();

      assertInterrupted(run.get());
    }
  }

  private Report stopWhileInJava(InlineContent.Action seeder) throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Report> run = thread.submit(() -> seed(seeder));
      reached.await();
      fire();
      stopped.countDown();
      return run.get();
    }
  }

  private void fire() {
    stop.fire(new TerminatedException("SIGTERM"));
  }

  private void assertInterrupted(Report report) {
    assertThat(report.exitCode()).isEqualTo(143);
    assertThat(report.failure()).get().isInstanceOf(TerminatedException.class);
    assertRest(report);
  }

  private void assertRest(Report report) {
    assertThat(report.seeders())
        .extracting(SeederOutcome::name, SeederOutcome::result, step -> step.failure().isPresent())
        .containsExactly(
            tuple("Before", SeederOutcome.Result.APPLIED, false),
            tuple("Long", SeederOutcome.Result.INTERRUPTED, false),
            tuple("Dependent", SeederOutcome.Result.NOT_REACHED, false),
            tuple("Unrelated", SeederOutcome.Result.NOT_REACHED, false));
    assertThat(report.seeders().getLast().reason()).isEqualTo("not reached: the run was stopped");
    assertThat(database.column("SELECT who FROM public.counter")).containsExactly("Before");
    assertThat(database.column("SELECT name FROM tilth.seed")).containsExactly("Before");
    assertThat(database.value("SELECT outcome FROM tilth.step WHERE name = 'Long'"))
        .isEqualTo("interrupted");
    assertThat(Renderer.text(false).report(report)).contains("interrupted").contains("rolled back");
  }

  @Test
  void an_interrupted_thread_stops_its_run() throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Report> run =
          thread.submit(() -> {
            Report report =
                seed(context -> {
                  context.sql().execute(WRITE);
                  Thread.currentThread().interrupt();
                  stopped.await();
                });
            assertThat(Thread.interrupted()).isTrue();
            return report;
          });

      Report report = run.get();

      assertThat(report.exitCode()).isEqualTo(143);
      assertThat(report.failure()).get().isInstanceOf(SeedingInterruptedException.class);
      assertRest(report);
    }
  }

  @Test
  void the_limit_on_the_whole_run_stops_a_seeder() {
    Limits limits =
        new Limits(
            Duration.ofSeconds(5), Limits.DEFAULT.nonTransactional(), Limits.DEFAULT.retries());

    Report report =
        content(
                context -> {
                  context.sql().execute(WRITE);
                  context.sql().execute(LONG);
                })
            .addTo(Tilth.builder().url(database.url()).limits(limits))
            .build()
            .seed();

    assertThat(report.outcome()).isEqualTo(Report.Outcome.INCOMPLETE);
    assertThat(report.exitCode()).isEqualTo(5);
    assertRest(report);
  }

  private Report seed(InlineContent.Action seeder) {
    return content(seeder).addTo(Tilth.builder().url(database.url()).stop(stop)).build().seed();
  }

  private static InlineContent content(InlineContent.Action seeder) {
    return new InlineContent()
        .script("V1__counter.sql", "CREATE TABLE public.counter (who text NOT NULL);")
        .counting(SeederSpec.once("Before"))
        .seeder(SeederSpec.once("Long"), seeder)
        .counting(SeederSpec.once("Dependent").after("Long"))
        .counting(SeederSpec.once("Unrelated"));
  }
}
