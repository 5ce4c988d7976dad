package dev.tilth;

import static dev.tilth.RehearsalFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.database.SessionSettings;
import dev.tilth.database.StopSignal;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.RunTimeoutException;
import dev.tilth.deploy.TerminatedException;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.rehearse.BrokenRehearsalException;
import dev.tilth.rehearse.DisturbedRehearsalException;
import dev.tilth.rehearse.GaveWayException;
import dev.tilth.rehearse.InterruptedRehearsalException;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.rehearse.RehearsedStep;
import dev.tilth.rehearse.RehearsedStep.Result;
import dev.tilth.seed.TransactionEndedException;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rehearsals beside others, and such as do not come to their end. */
@PostgresTest
final class DisturbedRehearsalIT {

  private static final String ALTER = "ALTER TABLE public.counter ADD COLUMN note text;";
  private static final String WRITE = "INSERT INTO public.counter (who) VALUES ('Long')";
  private static final String AT_WORK = "a.query LIKE 'SELECT pg_sleep%' AND a.state = 'active'";

  private final StopSignal stop = new StopSignal();
  private TestDatabase database;
  private RehearsalFixture fixture;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
    fixture = new RehearsalFixture(database);
  }

  @Test
  void a_lock_that_another_session_holds_is_not_waited_for_for_long() throws SQLException {
    deploySmall();
    try (RivalSession rival = new RivalSession(database)) {
      rival.execute("LOCK TABLE public.counter IN ACCESS SHARE MODE");

      Rehearsal rehearsal = fixture.rehearse(InlineContent.small().script("V4__note.sql", ALTER));

      assertThat(step(rehearsal, "V4__note.sql").failure().orElseThrow())
          .isInstanceOf(DisturbedRehearsalException.class)
          .hasMessageContaining("V4__note.sql could not be rehearsed to its end")
          .hasMessageContaining("SQLSTATE 55P03")
          .hasMessageContaining("application '%s'".formatted(RivalSession.APPLICATION))
          .hasMessageContaining("waits 2000 ms for a lock and 60000 ms for a statement");
      assertThat(rehearsal.duration()).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void shorter_limits_of_the_configuration_hold() {
    Tilth tilth =
        new InlineContent()
            .script("V1__long.sql", "SELECT pg_sleep(30);")
            .addTo(fixture.builder())
            .session(SessionSettings.DEFAULTS.withStatementTimeout(Duration.ofMillis(300)))
            .build();

    assertThat(fixture.rehearse(tilth).failure().orElseThrow())
        .isInstanceOf(DisturbedRehearsalException.class)
        .hasMessageContaining("SQLSTATE 57014")
        .hasMessageContaining("300 ms for a statement");
  }

  @Test
  void a_first_deployment_goes_on_beside_a_rehearsal() {
    List<Report> beside = new ArrayList<>();
    InlineContent real =
        new InlineContent()
            .script("V1__t.sql", "CREATE TABLE public.counter (who text);")
            .counting(SeederSpec.once("Real"));

    Rehearsal rehearsal = besides(() -> beside.add(real.addTo(fixture.builder()).build().deploy()));

    assertThat(rehearsal.passed()).isTrue();
    assertThat(beside.getFirst().orThrow().duration()).isLessThan(Duration.ofSeconds(5));
    assertThat(database.column("SELECT name FROM tilth.seed")).containsExactly("Real");
    assertThat(database.column("SELECT command FROM tilth.run")).containsExactly("deploy");
  }

  /** CREATE INDEX CONCURRENTLY waits for the end of other transactions. */
  @Test
  void a_rehearsal_for_which_a_deployment_waits_gives_way() {
    List<Report> beside = new ArrayList<>();

    Rehearsal rehearsal =
        besides(() -> beside.add(InlineContent.small().addTo(fixture.builder()).build().deploy()));

    assertThat(rehearsal.stop().orElseThrow())
        .isInstanceOf(GaveWayException.class)
        .hasMessageContaining("application 'tilth', had waited 2000 ms");
    assertThat(rehearsal.exitCode()).isEqualTo(5);
    assertThat(beside.getFirst().orThrow().appliedSeeders()).isEqualTo(3);
  }

  /** A rehearsal in an untracked database, and something that happens before it ends. */
  private Rehearsal besides(Runnable event) {
    return new InlineContent()
        .seeder(
            SeederSpec.once("Beside"),
            context -> {
              context.sql().fetch("SELECT 1");
              event.run();
            })
        .addTo(fixture.builder())
        .build()
        .rehearse(Selection.DEPLOY, Consent.NONE);
  }

  @Test
  void a_session_that_waits_for_a_lock_of_the_rehearsal_gets_it() throws Exception {
    deploySmall();
    try (RivalSession rival = new RivalSession(database);
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Rehearsal> run =
          thread.submit(() ->
              fixture.rehearse(
                  InlineContent.small().script("V4__note.sql", ALTER + "SELECT pg_sleep(50);")));
      Sessions.of(database).awaitOne(AT_WORK, RivalSession.LIMIT);
      rival.execute("SELECT count(*) FROM public.counter");

      assertThat(run.get().stop()).containsInstanceOf(GaveWayException.class);
      assertThat(run.get().duration()).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void a_deployment_of_the_same_seeder_does_not_wait_for_its_rehearsal() {
    deploySmall();
    List<Report> beside = new ArrayList<>();
    InlineContent real =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Same"),
                context ->
                    context.sql().execute("INSERT INTO public.counter (who) VALUES ('Same')"));
    Tilth rehearsed =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Same"),
                context -> {
                  context.sql().execute("INSERT INTO public.counter (who) VALUES ('Same')");
                  beside.add(real.addTo(fixture.builder()).build().deploy());
                })
            .addTo(fixture.builder())
            .build();

    assertThat(rehearsed.rehearse(Selection.DEPLOY, Consent.NONE).passed()).isTrue();
    assertThat(beside.getFirst().orThrow().appliedSeeders()).isEqualTo(1);
    assertThat(beside.getFirst().duration()).isLessThan(Duration.ofSeconds(5));
    assertThat(database.value("SELECT count(*) FROM public.counter WHERE who = 'Same'"))
        .isEqualTo("1");
  }

  @Test
  void a_stop_ends_it_and_tells_how_far_it_came() throws Exception {
    deploySmall();
    String before = fixture.everything();
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<Rehearsal> run =
          thread.submit(() ->
              sleeping()
                  .addTo(fixture.builder())
                  .stop(stop)
                  .build()
                  .rehearse(Selection.DEPLOY, Consent.NONE));
      Sessions.of(database).awaitOne(AT_WORK, RivalSession.LIMIT);
      stop.fire(new TerminatedException("SIGTERM"));

      assertStopped(run.get(), TerminatedException.class, 143);
      assertThat(run.get().duration()).isLessThan(Duration.ofSeconds(20));
    }
    Sessions.of(database).awaitNone(RivalSession.LIMIT);
    assertThat(fixture.everything()).isEqualTo(before);
  }

  @Test
  void what_follows_a_stopped_step_is_not_said_to_lack_one_that_failed() {
    InlineContent content =
        new InlineContent()
            .script("V1__before.sql", "SELECT 1;")
            .script("V2__long.sql", "SELECT pg_sleep(60);")
            .script("V3__later.sql", "SELECT 1;")
            .counting(SeederSpec.once("Last"));
    Limits limits =
        new Limits(
            Duration.ofSeconds(2), Limits.DEFAULT.nonTransactional(), Limits.DEFAULT.retries());

    Rehearsal rehearsal = fixture.rehearse(content.addTo(fixture.builder()).limits(limits).build());

    assertThat(rehearsal.stop()).containsInstanceOf(RunTimeoutException.class);
    assertThat(rehearsal.steps())
        .extracting(RehearsedStep::name, RehearsedStep::note)
        .containsExactly(
            tuple("V1__before.sql", ""),
            tuple("V2__long.sql", "the rehearsal was stopped while it was at work"),
            tuple("V3__later.sql", "the rehearsal was stopped"),
            tuple("Last", "the rehearsal was stopped"));
  }

  @Test
  void the_limit_on_a_whole_run_ends_it_too() {
    deploySmall();
    Limits limits =
        new Limits(
            Duration.ofSeconds(2), Limits.DEFAULT.nonTransactional(), Limits.DEFAULT.retries());

    Rehearsal rehearsal =
        fixture.rehearse(sleeping().addTo(fixture.builder()).limits(limits).build());

    assertStopped(rehearsal, RunTimeoutException.class, 5);
  }

  @Test
  void an_interrupted_thread_ends_it_too() {
    deploySmall();
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Long"),
                context -> {
                  context.sql().execute(WRITE);
                  Thread.currentThread().interrupt();
                  Thread.sleep(Duration.ofMinutes(1));
                })
            .counting(SeederSpec.once("Later"));
    Tilth tilth = content.addTo(fixture.builder()).build();

    Rehearsal rehearsal =
        fixture.unchangedBy(() -> {
          Rehearsal stopped = tilth.rehearse(Selection.DEPLOY, Consent.NONE);
          assertThat(Thread.interrupted()).isTrue();
          return stopped;
        });

    assertThat(rehearsal.stop()).containsInstanceOf(InterruptedRehearsalException.class);
    assertThat(step(rehearsal, "Later").result()).isEqualTo(Result.NOT_REACHED);
  }

  @Test
  void a_lost_connection_is_told_and_nothing_goes_on_after_it() {
    deploySmall();
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Losing"),
                context -> {
                  context.sql().execute(WRITE);
                  context.sql().execute("SELECT pg_terminate_backend(pg_backend_pid())");
                })
            .counting(SeederSpec.once("Later"));

    Rehearsal rehearsal = fixture.rehearse(content);

    assertThat(rehearsal.failure().orElseThrow())
        .isInstanceOf(BrokenRehearsalException.class)
        .hasMessageStartingWith("The connection was lost while Losing was rehearsed")
        .hasMessageContaining("nothing of the rehearsal remains")
        .extracting(TilthException::kind)
        .isEqualTo(FailureKind.DATABASE_UNREACHABLE);
    assertThat(step(rehearsal, "Later").note()).isEqualTo("the rehearsal was broken off");
  }

  /** What reads as a text where backslashes mean nothing in one, which is changed before. */
  @Test
  void a_commit_that_is_hidden_in_a_seeder_is_told() {
    deploySmall();
    Tilth tilth =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Sly"),
                context -> {
                  context.sql().execute("SET standard_conforming_strings = off");
                  context.sql().execute("SELECT '\\'' ; COMMIT; --'");
                })
            .counting(SeederSpec.once("Later"))
            .addTo(fixture.builder())
            .build();

    Rehearsal rehearsal = tilth.rehearse(Selection.DEPLOY, Consent.NONE);

    assertThat(rehearsal.failure()).containsInstanceOf(TransactionEndedException.class);
    assertThat(rehearsal.exitCode()).isEqualTo(6);
    assertThat(step(rehearsal, "Later").result()).isEqualTo(Result.NOT_REACHED);
    assertThat(database.column("SELECT who FROM public.counter WHERE who = 'Later'")).isEmpty();
  }

  private void deploySmall() {
    InlineContent.small().addTo(fixture.builder()).build().deploy().orThrow();
  }

  private static InlineContent sleeping() {
    return InlineContent.small()
        .counting(SeederSpec.once("Before"))
        .seeder(
            SeederSpec.once("Long"),
            context -> {
              context.sql().execute(WRITE);
              context.sql().execute("SELECT pg_sleep(60)");
            })
        .counting(SeederSpec.once("Later"));
  }

  private static void assertStopped(Rehearsal rehearsal, Class<?> reason, int exitCode) {
    assertThat(rehearsal.stop()).containsInstanceOf(reason);
    assertThat(rehearsal.exitCode()).isEqualTo(exitCode);
    assertThat(rehearsal.steps())
        .extracting(RehearsedStep::name, RehearsedStep::result, RehearsedStep::note)
        .containsExactly(
            tuple("Before", Result.PASSED, ""),
            tuple("Long", Result.NOT_REACHED, "the rehearsal was stopped while it was at work"),
            tuple("Later", Result.NOT_REACHED, "the rehearsal was stopped"));
  }
}
