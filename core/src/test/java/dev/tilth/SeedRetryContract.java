package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.database.FailedAttempt;
import dev.tilth.database.RetryPolicy;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.render.Renderer;
import dev.tilth.seed.RetriesUsedUpException;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.TestDatabase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What passes is tried again as a whole, and nothing else is. Run on several versions. */
abstract class SeedRetryContract {

  private static final RetryPolicy QUICK =
      new RetryPolicy(3, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMinutes(1));

  private final AtomicInteger executions = new AtomicInteger();
  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void a_deadlock_is_tried_again_as_a_whole() throws Exception {
    migrate();
    try (RivalSession rival = new RivalSession(database)) {
      Report report = seed(context -> deadlockFirst(rival, context));

      assertAppliedOnce(report, "SQLSTATE 40P01");
    }
  }

  @Test
  void a_deadlock_that_the_seeder_swallowed_is_tried_again_all_the_same() throws Exception {
    migrate();
    try (RivalSession rival = new RivalSession(database)) {
      Report report =
          seed(context -> {
            try {
              deadlockFirst(rival, context);
            } catch (DataAccessException swallowed) {
              assertThat(swallowed).hasMessageContaining("deadlock");
            }
          });

      assertAppliedOnce(report, "SQLSTATE 40P01");
    }
  }

  private void deadlockFirst(RivalSession rival, SeedContext context) throws Exception {
    boolean first = count(context) == 1;
    context.sql().execute("UPDATE public.pair SET n = n + 1 WHERE id = 1");
    if (first) {
      rival.execute("SET deadlock_timeout = '60s'; UPDATE public.pair SET n = n WHERE id = 2");
      rival.waitFor("UPDATE public.pair SET n = n WHERE id = 1");
    }
    context.sql().execute("UPDATE public.pair SET n = n + 1 WHERE id = 2");
  }

  @Test
  void a_serialization_failure_is_tried_again_as_a_whole() throws Exception {
    migrate();
    try (RivalSession rival = new RivalSession(database)) {
      Report report =
          seed(context -> {
            if (count(context) == 1) {
              rival.execute("UPDATE public.moving SET part = 2");
              rival.commitWhenAwaited();
            }
            context.sql().execute("UPDATE public.moving SET n = n + 1");
          });

      assertAppliedOnce(report, "SQLSTATE 40001");
      assertThat(database.column("SELECT part, n FROM public.moving")).containsExactly("2|1");
    }
  }

  @Test
  void a_terminated_session_is_tried_again_on_a_new_connection() {
    migrate();

    Report report =
        seed(context -> {
          if (count(context) == 1) {
            database.execute("SELECT pg_terminate_backend(%d)".formatted(backend(context)));
          }
          context.sql().execute("SELECT 1");
        });

    assertThat(retry(report).reason()).containsAnyOf("57P01", "08006");
    assertAppliedOnce(report, "");
  }

  @Test
  void a_server_that_gives_no_connection_for_a_while_is_asked_again() {
    migrate();
    FaultyDataSource pool = new FaultyDataSource(database.dataSource());

    Report report =
        content(
                context -> {
                  if (count(context) == 1) {
                    pool.refuse(1);
                    database.execute("SELECT pg_terminate_backend(%d)".formatted(backend(context)));
                  }
                  context.sql().execute("SELECT 1");
                })
            .addTo(Tilth.builder().dataSource(pool).environment("dev").limits(limits()))
            .build()
            .seed();

    SeederOutcome outcome = report.orThrow().seeders().getFirst();
    assertThat(outcome.retries())
        .extracting(FailedAttempt::reason)
        .satisfiesExactly(
            lost -> assertThat(lost).containsAnyOf("57P01", "08006"),
            refused -> assertThat(refused).contains("Connection refused"));
    assertThat(database.value("SELECT count(*) FROM public.counter")).isEqualTo("1");
  }

  @Test
  void when_it_does_not_pass_the_report_says_how_often_and_why_and_others_still_run() {
    migrate();

    Report report =
        content(
                context -> {
                  count(context);
                  context.sql().execute("SELECT pg_terminate_backend(pg_backend_pid())");
                })
            .counting(SeederSpec.once("Unrelated"))
            .addTo(Tilth.builder().url(database.url()).limits(limits()))
            .build()
            .seed();

    assertThat(executions).hasValue(3);
    assertThat(report.failure())
        .get()
        .isInstanceOf(RetriesUsedUpException.class)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.DATABASE_UNREACHABLE))
        .asString()
        .contains("Seeder Trying failed", "3 attempts", "run again");
    assertThat(report.seeders().getFirst().retries()).hasSize(2);
    assertThat(database.column("SELECT name FROM tilth.seed")).containsExactly("Unrelated");
    assertThat(database.column("SELECT who FROM public.counter")).containsExactly("Unrelated");
  }

  @Test
  void what_does_not_pass_is_not_tried_again() {
    migrate();

    Report report =
        seed(context -> {
          count(context);
          context.sql().execute("INSERT INTO public.pair VALUES (1, 0)");
        });

    assertThat(executions).hasValue(1);
    assertThat(report.seeders().getFirst().retries()).isEmpty();
    assertThat(report.failure()).get().asString().contains("SQLSTATE 23505");
  }

  @Test
  void a_seeder_that_swallowed_an_error_fails_with_that_error_and_leaves_nothing() {
    migrate();

    Report report =
        seed(context -> {
          count(context);
          try {
            context.sql().execute("INSERT INTO public.pair VALUES (1, 0)");
          } catch (DataAccessException swallowed) {
            assertThat(swallowed).hasMessageContaining("pair_pkey");
          }
        });

    assertThat(executions).hasValue(1);
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.failure())
        .get()
        .asString()
        .contains("SQLSTATE 23505", "takes no more statements", "DSLContext.transaction");
    assertThat(database.value("SELECT count(*) FROM public.counter")).isEqualTo("0");
    assertThat(database.value("SELECT count(*) FROM tilth.seed")).isEqualTo("0");
  }

  private int count(SeedContext context) {
    context.sql().execute("INSERT INTO public.counter (who) VALUES ('Trying')");
    return executions.incrementAndGet();
  }

  private static int backend(SeedContext context) {
    return context.sql().fetchSingle("SELECT pg_backend_pid()").into(int.class);
  }

  private void assertAppliedOnce(Report report, String reason) {
    assertThat(report.orThrow().seeders().getFirst().result())
        .isEqualTo(SeederOutcome.Result.APPLIED);
    assertThat(executions).hasValue(2);
    assertThat(retry(report).reason()).contains(reason);
    assertThat(database.value("SELECT count(*) FROM public.counter")).isEqualTo("1");
    assertThat(Renderer.text(false).report(report)).contains("Seeder Trying, attempt 1 failed: ");
    assertThat(Renderer.markdown().report(report)).contains("attempt 1 failed: ");
    assertThat(Renderer.json().report(report)).contains("\"retries\":[{\"reason\":");
  }

  private static FailedAttempt retry(Report report) {
    assertThat(report.seeders().getFirst().retries()).hasSize(1);
    return report.seeders().getFirst().retries().getFirst();
  }

  private void migrate() {
    database.execute(
        "ALTER DATABASE \"%s\" SET deadlock_timeout = '50ms'".formatted(database.name()));
    content(context -> {}).addTo(Tilth.builder().url(database.url())).build().migrate().orThrow();
  }

  private Report seed(InlineContent.Action seeder) {
    return content(seeder)
        .addTo(Tilth.builder().url(database.url()).limits(limits()))
        .build()
        .seed();
  }

  private static Limits limits() {
    return new Limits(Limits.DEFAULT.run(), Limits.DEFAULT.nonTransactional(), QUICK);
  }

  private static InlineContent content(InlineContent.Action seeder) {
    return new InlineContent()
        .script(
            "V1__tables.sql",
            """
            CREATE TABLE public.counter (who text NOT NULL);
            CREATE TABLE public.pair (id int PRIMARY KEY, n int NOT NULL);
            INSERT INTO public.pair VALUES (1, 0), (2, 0);
            CREATE TABLE public.moving (part int, n int) PARTITION BY LIST (part);
            CREATE TABLE public.moving_1 PARTITION OF public.moving FOR VALUES IN (1);
            CREATE TABLE public.moving_2 PARTITION OF public.moving FOR VALUES IN (2);
            INSERT INTO public.moving VALUES (1, 0);
            """)
        .seeder(SeederSpec.once("Trying"), seeder);
  }
}
