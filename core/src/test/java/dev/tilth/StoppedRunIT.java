package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tilth.database.RetryPolicy;
import dev.tilth.database.StopSignal;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.RunLockLostException;
import dev.tilth.deploy.RunTimeoutException;
import dev.tilth.deploy.TerminatedException;
import dev.tilth.render.Renderer;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.track.RunLockBusyException;
import dev.tilth.track.RunRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

/** Runs that end before they are done, and what they leave. */
@PostgresTest
final class StoppedRunIT {

  private static final String SLEEP = "SELECT pg_sleep(120)";

  /** Longer than the server may leave a statement unanswered then. */
  private static final Duration LINGERING = Duration.ofSeconds(5);

  private static final String SLEEPING =
      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND wait_event = 'PgSleep'"
          + " AND datname = current_database()";

  private final TestDatabase database;

  StoppedRunIT(TestDatabase given) {
    this.database = given.another();
  }

  @Test
  void a_run_that_lost_its_lock_stops_before_the_next_step() {
    InlineContent content =
        new InlineContent()
            .script("V1__t.sql", "CREATE TABLE public.t (who text);")
            .seeder(
                SeederSpec.once("First"),
                context ->
                    context
                        .sql()
                        .execute(
                            "SELECT pg_terminate_backend(backend_pid) FROM tilth.run"
                                + " WHERE outcome = 'running'"))
            .seeder(
                SeederSpec.once("Second"),
                context -> context.sql().execute("INSERT INTO public.t VALUES ('Second')"));

    Report report = content.addTo(builder()).build().deploy();

    assertThat(report.failure()).containsInstanceOf(RunLockLostException.class);
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.seeders())
        .extracting(SeederOutcome::result)
        .containsExactly(SeederOutcome.Result.APPLIED, SeederOutcome.Result.NOT_REACHED);
    assertThat(database.value("SELECT count(*) FROM public.t")).isEqualTo("0");
    assertThat(content.addTo(builder()).build().history(1))
        .singleElement()
        .returns("running", RunRecord::outcome)
        .returns(true, RunRecord::vanished);
    assertThat(Renderer.text(false).status(content.addTo(builder()).build().status()))
        .contains("deploy running (its connection is gone), begun");
    assertThat(content.addTo(builder()).build().deploy().appliedSeeders()).isEqualTo(1);
    assertThat(database.column("SELECT outcome FROM tilth.run ORDER BY started_at"))
        .containsExactly("interrupted", "done");
  }

  @Test
  void a_run_over_its_time_is_stopped_and_goes_on_next_time() {
    Report report =
        sleeping().addTo(builder()).limits(limits(Duration.ofSeconds(2))).build().deploy();

    assertThat(report.failure()).containsInstanceOf(RunTimeoutException.class);
    assertThat(report.failure().orElseThrow()).hasMessageContaining("--timeout");
    assertThat(report.outcome()).isEqualTo(Report.Outcome.INCOMPLETE);
    assertThat(report.exitCode()).isEqualTo(5);
    assertThat(report.appliedMigrations()).isEqualTo(1);
    assertNobodyIsThere();
    assertThat(database.value("SELECT outcome FROM tilth.run")).isEqualTo("incomplete");
    assertThat(awake().addTo(builder()).build().deploy().appliedSeeders()).isEqualTo(2);
  }

  @Test
  void a_fired_signal_cancels_the_statement_and_rolls_back() throws Exception {
    StopSignal stop = new StopSignal();
    CompletableFuture<Report> run =
        begin(() -> sleeping().addTo(builder()).stop(stop).build().deploy());
    await().until(() -> database.value(SLEEPING).equals("1"));

    stop.fire(new TerminatedException("SIGTERM"));

    Report report = run.get(20, TimeUnit.SECONDS);
    assertThat(report.outcome()).isEqualTo(Report.Outcome.INTERRUPTED);
    assertThat(report.exitCode()).isEqualTo(143);
    assertThat(database.value("SELECT count(*) FROM public.t")).isEqualTo("0");
    assertNobodyIsThere();
    assertThat(database.value("SELECT outcome FROM tilth.run")).isEqualTo("interrupted");
  }

  @Test
  void the_ledger_tells_of_a_run_whose_work_takes_a_while_to_end() throws Exception {
    InlineContent content =
        new InlineContent()
            .seeder(
                SeederSpec.once("Lingering"),
                context -> {
                  try {
                    context.sql().execute(SLEEP);
                  } finally {
                    Thread.sleep(LINGERING.toMillis());
                  }
                });
    StopSignal stop = new StopSignal();
    CompletableFuture<Report> run =
        begin(() -> content.addTo(builder()).stop(stop).build().deploy());
    await().until(() -> database.value(SLEEPING).equals("1"));

    stop.fire(new TerminatedException("SIGTERM"));

    assertThat(run.get(20, TimeUnit.SECONDS).exitCode()).isEqualTo(143);
    assertThat(database.value("SELECT outcome FROM tilth.run")).isEqualTo("interrupted");
    assertThat(database.value("SELECT outcome FROM tilth.step")).isEqualTo("interrupted");
  }

  @Test
  void a_statement_is_cancelled_before_its_connection_is_broken_off() throws Exception {
    AtomicReference<String> state = new AtomicReference<>();
    InlineContent content =
        new InlineContent()
            .seeder(
                SeederSpec.once("Telling"),
                context -> {
                  try {
                    context.sql().execute(SLEEP);
                  } catch (DataAccessException e) {
                    state.set(e.sqlState());
                    throw e;
                  }
                });
    StopSignal stop = new StopSignal();
    CompletableFuture<Report> run =
        begin(() -> content.addTo(builder()).stop(stop).build().deploy());
    await().until(() -> database.value(SLEEPING).equals("1"));

    stop.fire(new TerminatedException("SIGTERM"));

    assertThat(run.get(20, TimeUnit.SECONDS).exitCode()).isEqualTo(143);
    assertThat(state).hasValue("57014");
  }

  @Test
  void a_migration_that_waits_for_a_lock_is_cancelled_too() throws Exception {
    awake().addTo(builder()).build().migrate();
    StopSignal stop = new StopSignal();
    try (var blocker = database.connect();
        var statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE public.t IN ACCESS SHARE MODE");
      InlineContent content =
          awake().script("V2__column.sql", "ALTER TABLE public.t ADD COLUMN more text;");
      CompletableFuture<Report> run =
          begin(() -> content.addTo(builder()).stop(stop).build().migrate());
      await()
          .until(() ->
              !database
                  .value(
                      "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM"
                          + " pg_stat_activity WHERE datname = current_database())")
                  .equals("0"));

      stop.fire(new TerminatedException("SIGTERM"));

      assertThat(run.get(20, TimeUnit.SECONDS).exitCode()).isEqualTo(143);
      blocker.rollback();
    }
    assertNobodyIsThere();
  }

  @Test
  void a_rival_is_told_whose_run_it_waits_for() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    InlineContent content =
        awake()
            .seeder(
                SeederSpec.once("Slow"),
                context -> {
                  begun.countDown();
                  told.await();
                });
    CompletableFuture<Report> run = begin(() -> content.addTo(builder()).build().deploy());
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(content.addTo(builder()).build().history(1))
        .singleElement()
        .returns("running", RunRecord::outcome)
        .returns(false, RunRecord::vanished);
    String runId = database.value("SELECT run_id FROM tilth.run");
    String host = database.value("SELECT host FROM tilth.run");
    assertThatThrownBy(() -> content.addTo(builder()).lockWait(Duration.ZERO).build().deploy())
        .isInstanceOf(RunLockBusyException.class)
        .hasMessageContainingAll(
            "run " + runId, "deploy to environment dev", "host " + host, "backend ", "since 20");
    told.countDown();
    assertThat(run.get(30, TimeUnit.SECONDS).exitCode()).isEqualTo(0);
  }

  private static InlineContent sleeping() {
    return awake()
        .seeder(
            SeederSpec.once("Sleeper"),
            context -> {
              context.sql().execute("INSERT INTO public.t VALUES ('Sleeper')");
              context.sql().execute(SLEEP);
            })
        .seeder(SeederSpec.once("Late"), context -> context.sql().execute("SELECT 1"));
  }

  private static InlineContent awake() {
    return new InlineContent()
        .script("V1__t.sql", "CREATE TABLE public.t (who text);")
        .seeder(SeederSpec.once("Sleeper"), context -> context.sql().execute("SELECT 1"))
        .seeder(SeederSpec.once("Late"), context -> context.sql().execute("SELECT 1"));
  }

  private static Limits limits(Duration run) {
    return new Limits(run, Limits.DEFAULT.nonTransactional(), RetryPolicy.DEFAULT);
  }

  private void assertNobodyIsThere() {
    await()
        .untilAsserted(() ->
            assertThat(
                    database.value(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tilth'"
                            + " AND datname = current_database()"))
                .isEqualTo("0"));
  }

  /** On a thread of its own: the common pool may have one only, which another test waits on. */
  private static CompletableFuture<Report> begin(Supplier<Report> run) {
    return CompletableFuture.supplyAsync(run, task -> new Thread(task, "run").start());
  }

  private TilthBuilder builder() {
    return Tilth.builder().url(database.url()).environment("dev");
  }
}
