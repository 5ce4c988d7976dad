package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.database.SessionSettings;
import dev.tilth.deploy.Report;
import dev.tilth.plan.SeederContent;
import dev.tilth.plan.SeederDecision;
import dev.tilth.plan.SeederStep;
import dev.tilth.seed.SeederBusyException;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import dev.tilth.track.Claim;
import dev.tilth.track.ClaimLimits;
import dev.tilth.track.Claims;
import dev.tilth.track.StepEntry;
import dev.tilth.track.StepRecord;
import dev.tilth.track.Tracker;
import dev.tilth.track.TrackerSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rival has claimed a seeder, outside of the run lock. */
@PostgresTest
final class ClaimWaitIT {

  private static final SessionSettings IMPATIENT =
      SessionSettings.DEFAULTS.withLockTimeout(Duration.ofMillis(100));

  /** Longer than the lock time-out by far. */
  private static final String LONG_AWAITED =
      "a.wait_event_type = 'Lock' AND clock_timestamp() - a.query_start > interval '600 ms'";

  private static final ClaimLimits LIMITS =
      new ClaimLimits(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO);

  private TestDatabase database;
  private RivalSession rival;
  private Claims claims;
  private Claim.Won won;
  private StepEntry entry;

  @BeforeEach
  void claim(TestDatabase given) throws SQLException {
    database = given.another();
    tilth().build().migrate().orThrow();
    rival = new RivalSession(database);
    claims = new Tracker(TrackerSettings.DEFAULT).claims(rival.connection());
    SeederStep step =
        new SeederStep(
            new SeederContent(SeederSpec.once("Contested"), "sum", 0),
            new SeederDecision.Run(SeederDecision.Why.NEW),
            Optional.empty());
    UUID run = UUID.fromString(database.value("SELECT run_id FROM tilth.run"));
    won = (Claim.Won) claims.claim(step, run, LIMITS);
    entry =
        new StepEntry(
            run,
            1000,
            StepRecord.ofSeeder(
                "Contested",
                "applied",
                Optional.of(RowCounts.NONE),
                Duration.ZERO,
                Optional.empty()));
  }

  @AfterEach
  void end() throws SQLException {
    rival.close();
  }

  @Test
  void it_waits_for_longer_than_for_any_other_lock_and_sees_what_the_rival_did() throws Exception {
    Report report =
        seedMeanwhile(() -> {
          claims.complete(won, entry);
          rival.connection().commit();
        });

    assertThat(report.orThrow().seeders().getFirst().result())
        .isEqualTo(SeederOutcome.Result.DONE_BY_RIVAL);
    assertThat(database.value("SELECT count(*) FROM public.counter")).isEqualTo("0");
  }

  @Test
  void it_runs_after_a_rival_that_rolled_back_with_the_limits_of_the_session_again()
      throws Exception {
    Report report = seedMeanwhile(() -> rival.connection().rollback());

    assertThat(report.orThrow().appliedSeeders()).isEqualTo(1);
    assertThat(database.column("SELECT who FROM public.counter")).containsExactly("100ms 30min");
  }

  @Test
  void it_goes_on_waiting_where_no_statement_may_take_that_long() throws Exception {
    SessionSettings brief = IMPATIENT.withStatementTimeout(Duration.ofMillis(200));
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Report> run = thread.submit(() -> tilth().session(brief).build().seed());
      Sessions.of(database)
          .awaitOne(
              "a.wait_event_type = 'Lock' AND clock_timestamp() - a.backend_start > interval '1 s'",
              RivalSession.LIMIT);
      rival.connection().rollback();

      assertThat(run.get().orThrow().appliedSeeders()).isEqualTo(1);
    }
  }

  private Report seedMeanwhile(End end) throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Report> run = thread.submit(() -> tilth().session(IMPATIENT).build().seed());
      Sessions.of(database).awaitOne(LONG_AWAITED, RivalSession.LIMIT);
      end.of();
      return run.get();
    }
  }

  @Test
  void without_patience_it_fails_at_once_and_names_the_rival() {
    Report report = tilth().lockWait(Duration.ZERO).build().seed();

    assertBusy(report);
    assertThat(report.duration()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void when_its_patience_ends_it_fails_and_names_the_rival() {
    Report report = tilth().lockWait(Duration.ofMillis(1500)).build().seed();

    assertBusy(report);
    assertThat(report.duration()).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void without_the_run_lock_it_is_the_same() {
    assertBusy(tilth().withoutRunLock().lockWait(Duration.ZERO).build().seed());
  }

  private void assertBusy(Report report) {
    assertThat(report.failure())
        .get()
        .isInstanceOf(SeederBusyException.class)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.LOCK_BUSY))
        .asString()
        .contains("Seeder Contested", "--lock-wait")
        .contains("application '%s'".formatted(RivalSession.APPLICATION));
    assertThat(report.seeders().getFirst().retries()).isEmpty();
    assertThat(database.value("SELECT count(*) FROM public.counter")).isEqualTo("0");
  }

  private TilthBuilder tilth() {
    return new InlineContent()
        .script("V1__counter.sql", "CREATE TABLE public.counter (who text NOT NULL);")
        .seeder(
            SeederSpec.once("Contested"),
            context ->
                context
                    .sql()
                    .execute(
                        """
                        INSERT INTO public.counter
                        SELECT current_setting('lock_timeout') || ' '
                            || current_setting('statement_timeout')
                        """))
        .addTo(Tilth.builder().url(database.url()));
  }

  private interface End {
    void of() throws SQLException;
  }
}
