package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.database.FailedAttempt;
import dev.tilth.database.RetryPolicy;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.seed.CommitInDoubtException;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.Cut;
import dev.tilth.testing.faults.CuttingProxy;
import dev.tilth.testing.faults.Sessions;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit that was never answered: the record answers. Run on several versions. */
abstract class AmbiguousCommitContract {

  private static final RetryPolicy QUICK =
      new RetryPolicy(4, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMinutes(1));

  private final AtomicInteger executions = new AtomicInteger();
  private TestDatabase database;
  private FaultyDataSource pool;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
    pool = new FaultyDataSource(database.dataSource());
    Tilth direct = content(() -> {}).addTo(Tilth.builder().url(database.url())).build();
    direct.migrate().orThrow();
  }

  @Test
  void what_was_committed_counts_and_is_not_done_again() {
    Report report =
        seed(() ->
            pool.loseNextCommit(connection -> {
              connection.commit();
              connection.close();
            }));

    assertOnce(report, 1);
    assertThat(retry(report))
        .contains("while the commit was on its way")
        .contains("The record showed that it had been committed");
    assertThat(report.seeders().getFirst().rows()).contains(new RowCounts(1, 0, 0, 0));
  }

  @Test
  void what_was_not_committed_is_done_again() {
    Report report = seed(() -> pool.loseNextCommit(Connection::close));

    assertOnce(report, 2);
    assertThat(retry(report)).contains("The record showed that it had not been committed");
  }

  @Test
  void a_server_process_that_is_terminated_in_its_commit_is_no_riddle() {
    database.execute(
        """
        CREATE SEQUENCE public.deaths;
        CREATE FUNCTION public.die() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF nextval('public.deaths') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
          RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER die AFTER INSERT ON public.counter
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.die();
        """);

    Report report = seed(() -> {});

    assertOnce(report, 2);
    assertThat(retry(report)).contains("The record showed that it had not been committed");
  }

  @Test
  void the_claim_waits_for_an_old_transaction_that_then_commits() throws Exception {
    assertOnce(seedWhileTheOldOneIsOpen(Connection::commit), 1);
  }

  @Test
  void the_claim_waits_for_an_old_transaction_that_then_rolls_back() throws Exception {
    assertOnce(seedWhileTheOldOneIsOpen(Connection::rollback), 2);
  }

  /** A plain read would see the record as it was before, and the seeder would run twice. */
  private Report seedWhileTheOldOneIsOpen(FaultyDataSource.Commit end) throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      return seed(() ->
          pool.loseNextCommit(old -> {
            Future<?> unused =
                thread.submit(() -> {
                  try (old) {
                    Sessions.of(database)
                        .awaitOne("a.wait_event_type = 'Lock'", RivalSession.LIMIT);
                    end.on(old);
                  }
                  return "";
                });
          }));
    }
  }

  @Test
  void a_network_that_loses_the_answer_to_the_commit_does_no_harm() {
    assertOnce(seedThroughProxy(Cut.Moment.BEFORE_ANSWER), 1);
  }

  @Test
  void a_network_that_breaks_with_the_commit_does_no_harm() {
    Report report = seedThroughProxy(Cut.Moment.AFTER_MESSAGE);

    assertOnce(report, executions.get());
    assertThat(retry(report)).contains("The record showed that it had");
  }

  private Report seedThroughProxy(Cut.Moment moment) {
    Cut cut = Cut.at(theCommitOfTheSeeder(), moment);
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database, cut)) {
      Report report =
          content(() -> {}).addTo(Tilth.builder().url(proxy.url()).limits(limits())).build().seed();
      assertThat(proxy.cutAt()).isPresent();
      return report;
    }
  }

  private static Predicate<ClientMessage> theCommitOfTheSeeder() {
    AtomicBoolean written = new AtomicBoolean();
    return message -> {
      if (message.text().contains("public.counter")) {
        written.set(true);
      }
      return written.get() && message.text().startsWith("COMMIT");
    };
  }

  @Test
  void what_cannot_be_found_out_is_said_and_the_next_run_finds_it_out() {
    Report report =
        seed(() ->
            pool.loseNextCommit(connection -> {
              connection.commit();
              connection.close();
              pool.refuse(100);
            }));

    assertThat(report.failure())
        .get()
        .isInstanceOf(CommitInDoubtException.class)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.DATABASE_UNREACHABLE))
        .asString()
        .contains("commit of seeder Doubtful", "4 attempts", "the record decides");
    assertThat(report.seeders().getFirst().result()).isEqualTo(SeederOutcome.Result.FAILED);

    Tilth direct = content(() -> {}).addTo(Tilth.builder().url(database.url())).build();
    assertThat(direct.seed().outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    assertThat(database.value("SELECT count(*) FROM public.counter")).isEqualTo("1");
  }

  @Test
  void a_connection_that_breaks_after_its_commit_changes_nothing() {
    Report report = seed(pool::failNextClose);

    assertThat(report.orThrow().seeders().getFirst().retries()).isEmpty();
    assertThat(executions).hasValue(1);
  }

  private void assertOnce(Report report, int executed) {
    assertThat(report.orThrow().seeders().getFirst().result())
        .isEqualTo(SeederOutcome.Result.APPLIED);
    assertThat(executions).hasValue(executed);
    assertThat(database.value("SELECT count(*) FROM public.counter")).isEqualTo("1");
    assertThat(database.value("SELECT status FROM tilth.seed")).isEqualTo("done");
    assertThat(
            database.value("SELECT string_agg(outcome, ',') FROM tilth.step WHERE kind = 'seeder'"))
        .isEqualTo("applied");
  }

  private static String retry(Report report) {
    assertThat(report.seeders().getFirst().retries()).hasSize(1);
    return report.seeders().getFirst().retries().stream()
        .map(FailedAttempt::reason)
        .findFirst()
        .orElseThrow();
  }

  private Report seed(Runnable firstTime) {
    return content(firstTime)
        .addTo(Tilth.builder().dataSource(pool).environment("dev").limits(limits()))
        .build()
        .seed();
  }

  private static Limits limits() {
    return new Limits(Limits.DEFAULT.run(), Limits.DEFAULT.nonTransactional(), QUICK);
  }

  private InlineContent content(Runnable firstTime) {
    return new InlineContent()
        .script("V1__counter.sql", "CREATE TABLE public.counter (who text NOT NULL);")
        .seeder(
            SeederSpec.once("Doubtful"),
            context -> {
              context.sql().execute("INSERT INTO public.counter (who) VALUES ('Doubtful')");
              if (executions.incrementAndGet() == 1) {
                firstTime.run();
              }
            });
  }
}
