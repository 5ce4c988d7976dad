package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tilth.database.RetryPolicy;
import dev.tilth.database.SessionSettings;
import dev.tilth.database.StopSignal;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.RunLockLostException;
import dev.tilth.deploy.TerminatedException;
import dev.tilth.migrate.MigrationFailedException;
import dev.tilth.migrate.MigrationInterruptedException;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.migrate.MigrationOutcome.Result;
import dev.tilth.migrate.UnusableScriptsException;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.render.Renderer;
import dev.tilth.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts in a transaction that are kept waiting, cut off and stopped. */
abstract class MigrationRunContract {

  private static final String ALTER = "ALTER TABLE public.t ADD COLUMN more text;";

  /** Ends its own session at the first try: sequences are not rolled back. */
  private static final String CUT_ONCE =
      """
      IF nextval('public.tries') = 1 THEN
        PERFORM pg_terminate_backend(pg_backend_pid());
        PERFORM pg_sleep(10);
      END IF;
      """;

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void a_script_that_is_kept_waiting_names_who_is_in_the_way_and_is_tried_again() throws Exception {
    deploy(content());
    Report report;
    try (Connection blocker = blocker("the report")) {
      CompletableFuture<Report> run =
          CompletableFuture.supplyAsync(
              () -> deploy(content().script("V2__more.sql", ALTER), policy(50)));
      awaitTries("V2__more.sql", 2);
      blocker.rollback();
      report = run.get(30, TimeUnit.SECONDS);

      assertThat(report.failure()).isEmpty();
      MigrationOutcome applied = report.migrations().getFirst();
      assertThat(applied.result()).isEqualTo(Result.APPLIED);
      assertThat(applied.retries()).isNotEmpty();
      assertThat(applied.retries().getFirst().reason())
          .contains("55P03")
          .contains("backend " + pid(blocker))
          .contains("application 'the report'")
          .contains("idle in transaction")
          .contains("LOCK TABLE public.t")
          .doesNotContain("geheim");
    }
    assertThat(Renderer.text(false).report(report))
        .contains("attempt 1 failed", "application 'the report'");
    assertThat(Renderer.markdown().report(report))
        .contains("attempt 1 failed", "application 'the report'");
    assertThat(Renderer.json().report(report)).contains("\"retries\":[{\"reason\":");
    assertThat(database.column("SELECT error FROM tilth.step WHERE name = 'V2__more.sql'"))
        .containsExactly("NULL");
  }

  @Test
  void a_script_that_is_kept_waiting_for_good_says_how_often_and_by_whom() throws Exception {
    deploy(content());
    try (Connection blocker = blocker("the report")) {
      InlineContent more =
          content()
              .script("V2__more.sql", "INSERT INTO public.log VALUES ('V2'); " + ALTER)
              .script("V3__never.sql", "CREATE TABLE public.never (id int);");

      Report report = deploy(more, policy(3));

      assertThat(report.exitCode()).isEqualTo(1);
      assertThat(report.migrations())
          .extracting(MigrationOutcome::script, MigrationOutcome::result, m -> m.retries().size())
          .containsExactly(
              tuple("V2__more.sql", Result.FAILED, 2),
              tuple("V3__never.sql", Result.NOT_REACHED, 0));
      assertThat(report.failure()).containsInstanceOf(MigrationFailedException.class);
      assertThat(report.failure().orElseThrow())
          .hasMessageContaining("SQLSTATE 55P03")
          .hasMessageContaining("tilth.database.lock-timeout")
          .hasMessageContaining("It was tried 3 times in ")
          .hasMessageContaining("In the way was backend " + pid(blocker))
          .hasMessageContaining("SELECT pg_terminate_backend(%s)".formatted(pid(blocker)));
      assertThat(database.value("SELECT error FROM tilth.step WHERE outcome = 'failed'"))
          .contains("tried 3 times");
      assertThat(database.column("SELECT * FROM public.log")).isEmpty();
    }
  }

  @Test
  void an_error_that_does_not_pass_is_not_tried_again() {
    Report report = deploy(content().script("V2__wrong.sql", "SELECT nothing"), policy(50));

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.migrations().getLast().retries()).isEmpty();
  }

  @Test
  void the_limit_on_a_statement_is_named_when_it_strikes() {
    Report report =
        content()
            .script("V2__slow.sql", "SELECT pg_sleep(20)")
            .addTo(
                Tilth.builder()
                    .url(database.url())
                    .environment("dev")
                    .session(SessionSettings.DEFAULTS.withStatementTimeout(Duration.ofSeconds(1))))
            .build()
            .deploy();

    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("V2__slow.sql failed at line 1")
        .hasMessageContaining("tilth.database.statement-timeout");
  }

  @Test
  void a_connection_that_is_lost_in_a_script_costs_a_try() {
    Report report =
        deploy(
            content()
                .script(
                    "V2__cut.sql",
                    "INSERT INTO public.log VALUES ('V2'); DO $$ BEGIN %s END $$;"
                        .formatted(CUT_ONCE))
                .script("V3__log.sql", "INSERT INTO public.log VALUES ('V3');"),
            policy(5));

    assertThat(report.failure()).isEmpty();
    assertThat(report.migrations())
        .extracting(MigrationOutcome::result, m -> m.retries().size())
        .containsExactly(
            tuple(Result.APPLIED, 0), tuple(Result.APPLIED, 1), tuple(Result.APPLIED, 0));
    assertThat(report.migrations().get(1).retries().getFirst().reason()).contains("57P01");
    assertThat(database.column("SELECT * FROM public.log")).containsExactly("V2", "V3");
  }

  @Test
  void a_long_script_is_tried_again_too() {
    RetryPolicy hasty =
        new RetryPolicy(3, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(1));
    Report report =
        deploy(
            content()
                .script(
                    "V2__cut.sql",
                    "SELECT pg_sleep(1.5) FROM public.tries WHERE NOT is_called;"
                        + " DO $$ BEGIN %s END $$;".formatted(CUT_ONCE)),
            hasty);

    assertThat(report.failure()).isEmpty();
    assertThat(report.migrations().getLast().retries()).hasSize(1);
  }

  @Test
  void what_a_script_sets_ends_with_it() {
    String seen =
        "SELECT concat_ws('|', current_setting('lock_timeout'),"
            + " current_setting('statement_timeout'), current_setting('session_replication_role'),"
            + " current_setting('search_path'), current_setting('transaction_isolation'),"
            + " current_setting('TimeZone'), current_user, session_user,"
            + " current_setting('my.own', true))";
    Report report =
        deploy(
            content()
                .script("V2__before.sql", "INSERT INTO public.log " + seen)
                .script("V3__other_role.sql", "SET ROLE pg_monitor")
                .script("V4__other_user.sql", "SET SESSION AUTHORIZATION pg_read_all_stats")
                .script(
                    "V5__dump.sql",
                    """
                    SET lock_timeout = 0;
                    SET statement_timeout = 0;
                    SET session_replication_role = replica;
                    SET default_transaction_isolation = 'serializable';
                    SET TimeZone = 'Asia/Tokyo';
                    SET my.own = 'left';
                    SELECT pg_catalog.set_config('search_path', '', false);
                    """)
                .script("V6__after.sql", "INSERT INTO public.log " + seen),
            policy(1));

    assertThat(report.failure()).isEmpty();
    List<String> log = database.column("SELECT * FROM public.log");
    assertThat(log.getFirst()).startsWith("400ms|30min|origin|");
    assertThat(log.getLast().replaceFirst("\\|$", "")).isEqualTo(log.getFirst());
  }

  @Test
  void what_a_script_makes_in_its_session_ends_with_it() {
    String leaving =
        """
        CREATE TEMP TABLE log (who text);
        PREPARE p AS SELECT 1;
        DECLARE c CURSOR WITH HOLD FOR SELECT 1;
        LISTEN news;
        SELECT nextval('public.tries');
        """;
    String found =
        """
        PREPARE p AS SELECT 2;
        INSERT INTO log SELECT 'cursors ' || count(*) FROM pg_cursors WHERE name = 'c';
        INSERT INTO log SELECT 'channels ' || count(*) FROM pg_listening_channels();
        DO $$ BEGIN
          PERFORM currval('public.tries');
          INSERT INTO log VALUES ('currval');
        EXCEPTION WHEN object_not_in_prerequisite_state THEN
          NULL;
        END $$;
        """;
    InlineContent content = content();
    for (int version = 2; version <= 40; version += 2) {
      content
          .script("V%d__leave.sql".formatted(version), leaving)
          .script("V%d__find.sql".formatted(version + 1), found);
    }
    content.script("V50__lone.sql", "VACUUM public.log;");

    Report report = deploy(content, policy(1));

    assertThat(report.failure()).isEmpty();
    assertThat(database.column("SELECT DISTINCT who FROM public.log ORDER BY who"))
        .containsExactly("channels 0", "cursors 0");
    assertThat(database.column("SELECT count(*) FROM public.log")).containsExactly("40");
  }

  @Test
  void a_script_that_was_committed_is_applied_whatever_fails_afterwards() throws Exception {
    deploy(content());
    InlineContent more =
        content()
            .script(
                "V2__slow.sql",
                """
                CREATE FUNCTION public.slow() RETURNS trigger LANGUAGE plpgsql AS
                  $$ BEGIN PERFORM pg_sleep(2); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON public.log
                  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.slow();
                INSERT INTO public.log VALUES ('V2');
                """)
            .script("V3__y.sql", "CREATE TABLE public.y (id int);");
    CompletableFuture<Report> run = CompletableFuture.supplyAsync(() -> deploy(more, policy(50)));
    awaitRow(
        "SELECT 1 FROM pg_stat_activity WHERE query ILIKE 'COMMIT%' AND wait_event = 'PgSleep'"
            + " AND datname = current_database()");
    try (Connection blocker = database.connect();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE public.flyway_schema_history IN ACCESS EXCLUSIVE MODE");
      awaitRow(
          "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname ="
              + " current_database()");
      awaitNoRow(
          "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname ="
              + " current_database()");
      blocker.rollback();
    }
    Report report = run.get(30, TimeUnit.SECONDS);

    assertThat(report.failure()).isEmpty();
    assertThat(report.migrations())
        .extracting(MigrationOutcome::script, MigrationOutcome::result)
        .containsExactly(tuple("V2__slow.sql", Result.APPLIED), tuple("V3__y.sql", Result.APPLIED));
    assertThat(database.column("SELECT * FROM public.log")).containsExactly("V2");
  }

  @Test
  void nothing_is_said_to_be_rolled_back_where_the_history_cannot_be_asked() throws Exception {
    deploy(content());
    InlineContent more =
        content()
            .script(
                "V2__lock.sql",
                """
                CREATE FUNCTION public.slow() RETURNS trigger LANGUAGE plpgsql AS
                  $$ BEGIN PERFORM pg_sleep(2); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON public.log
                  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.slow();
                INSERT INTO public.log VALUES ('V2');
                """)
            .script("V3__y.sql", "CREATE TABLE public.y (id int);");
    CompletableFuture<Report> run = CompletableFuture.supplyAsync(() -> deploy(more, policy(1)));
    awaitRow(
        "SELECT 1 FROM pg_stat_activity WHERE query ILIKE 'COMMIT%' AND wait_event = 'PgSleep'"
            + " AND datname = current_database()");
    Report report;
    try (Connection blocker = database.connect();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE public.flyway_schema_history IN ACCESS EXCLUSIVE MODE");
      report = run.get(30, TimeUnit.SECONDS);
    }

    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("the history could not be asked")
        .hasMessageNotContaining("rolled back");
    assertThat(deploy(more, policy(1)).appliedMigrations()).isEqualTo(1);
    assertThat(database.column("SELECT * FROM public.log")).containsExactly("V2");
  }

  @Test
  void what_fails_between_two_scripts_is_told_as_that() {
    InlineContent content =
        content()
            .script(
                "V2__unlock.sql",
                "INSERT INTO public.log VALUES ('V2'); DO $$ BEGIN PERFORM"
                    + " pg_advisory_unlock_all(); END $$;")
            .script("V3__log.sql", "INSERT INTO public.log VALUES ('V3');");

    Report report = deploy(content, policy(5));

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.migrations())
        .extracting(MigrationOutcome::script, MigrationOutcome::result)
        .containsExactly(
            tuple("V1__t.sql", Result.APPLIED),
            tuple("V2__unlock.sql", Result.APPLIED),
            tuple("V3__log.sql", Result.FAILED));
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("V3__log.sql was not begun: V2__unlock.sql had been applied")
        .hasMessageNotContaining("rolled back");
    assertThat(deploy(content, policy(1)).failure()).isEmpty();
    assertThat(database.column("SELECT * FROM public.log")).containsExactly("V2", "V3");
  }

  @Test
  void a_version_that_would_be_passed_over_is_refused() {
    database.execute("CREATE TABLE public.theirs (id int)");
    InlineContent zero = content().script("V0__zero.sql", "CREATE TABLE public.zero (id int);");

    Report report = deployExisting(zero);

    assertThat(report.exitCode()).isEqualTo(64);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("V0__zero.sql has version 0")
        .hasMessageContaining("Give it a higher version");
    assertThat(database.value("SELECT to_regclass('public.t') IS NULL")).isEqualTo("t");
    assertThat(deployExisting(content()).failure()).isEmpty();
  }

  @Test
  void what_flyway_has_passed_over_is_a_failure() {
    Report report =
        deploy(
            content()
                .script(
                    "V2__baseline.sql",
                    """
                    INSERT INTO public.flyway_schema_history
                      VALUES (50, '9', 'nine', 'BASELINE', 'nine', NULL, 'me', now(), 0, true);
                    """)
                .script("V3__log.sql", "INSERT INTO public.log VALUES ('V3');"),
            policy(1));

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("V3__log.sql is pending, but Flyway passed over it");
    assertThat(report.migrations())
        .extracting(MigrationOutcome::result)
        .containsExactly(Result.APPLIED, Result.APPLIED, Result.FAILED);
  }

  @Test
  void version_zero_is_a_version_like_any_other_in_a_database_of_ones_own() {
    InlineContent zero =
        content().script("V0__zero.sql", "CREATE TABLE public.zero (id int); SELECT nothing;");
    assertThat(deploy(zero, policy(1)).exitCode()).isEqualTo(1);

    Report corrected =
        deploy(zero.script("V0__zero.sql", "CREATE TABLE public.zero (id int);"), policy(1));

    assertThat(corrected.failure()).isEmpty();
    assertThat(corrected.migrations())
        .extracting(MigrationOutcome::script)
        .containsExactly("V0__zero.sql", "V1__t.sql");
  }

  @Test
  void what_the_driver_does_not_survive_is_refused_before_anything_is_written() {
    assertThatExceptionOfType(UnusableScriptsException.class)
        .isThrownBy(() -> deploy(content().script("V2__d.sql", "SET DateStyle = 'SQL, DMY';")))
        .withMessageContaining("V2__d.sql has DateStyle at line 1");
    assertThat(database.value("SELECT to_regclass('public.t') IS NULL")).isEqualTo("t");
  }

  @Test
  void a_history_that_flyway_has_repaired_is_understood(@TempDir Path directory) throws Exception {
    InlineContent content =
        content()
            .script("V2__a.sql", "INSERT INTO public.log VALUES ('V2');")
            .script("V3__b.sql", "SELECT 3;")
            .script("R__r.sql", "INSERT INTO public.log VALUES ('R');");
    deploy(content);
    Files.writeString(directory.resolve("V1__t.sql"), content.text("V1__t.sql"));
    Files.writeString(directory.resolve("V3__b.sql"), content.text("V3__b.sql"));

    Flyway.configure()
        .dataSource(database.dataSource())
        .defaultSchema("public")
        .locations("filesystem:" + directory)
        .load()
        .repair();

    assertThat(
            database.column(
                "SELECT script FROM public.flyway_schema_history WHERE type ="
                    + " 'DELETE' ORDER BY installed_rank"))
        .containsExactly("V2__a.sql", "R__r.sql");
    InlineContent without = content().script("V3__b.sql", "SELECT 3;");
    assertThat(deploy(without.script("V4__c.sql", "SELECT 4;")).appliedMigrations()).isEqualTo(1);

    InlineContent back =
        content
            .script("V2__a.sql", "INSERT INTO public.log VALUES ('V2 again');")
            .script("V4__c.sql", "SELECT 4;");
    Report report = deploy(back);

    assertThat(report.migrations())
        .extracting(MigrationOutcome::script, MigrationOutcome::result)
        .containsExactly(tuple("V2__a.sql", Result.APPLIED), tuple("R__r.sql", Result.APPLIED));
    assertThat(database.column("SELECT * FROM public.log"))
        .containsExactly("V2", "R", "V2 again", "R");
    assertThat(deploy(back).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  @Test
  void a_connection_that_is_lost_before_the_commit_took_effect_costs_a_try() {
    Report report =
        deploy(
            content()
                .script(
                    "V2__cut.sql",
                    """
                    CREATE FUNCTION public.cut() RETURNS trigger LANGUAGE plpgsql AS
                      $$ BEGIN %s RETURN NULL; END $$;
                    CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON public.log
                      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.cut();
                    INSERT INTO public.log VALUES ('V2');
                    """
                        .formatted(CUT_ONCE)),
            policy(5));

    assertThat(report.failure()).isEmpty();
    assertThat(report.migrations().getLast().retries()).hasSize(1);
    assertThat(database.column("SELECT * FROM public.log")).containsExactly("V2");
    assertThat(database.value("SELECT last_value FROM public.tries")).isEqualTo("2");
  }

  @Test
  void a_commit_whose_answer_is_lost_took_effect_once() {
    for (int lost = 1; lost <= 4; lost++) {
      database = database.another();
      InlineContent content =
          content()
              .script("V2__log.sql", "INSERT INTO public.log VALUES ('V2');")
              .script("V3__log.sql", "INSERT INTO public.log VALUES ('V3');");
      LosingAnswers pool = new LosingAnswers(database, lost);

      Report report =
          content
              .addTo(Tilth.builder().dataSource(pool).environment("dev").limits(limits(policy(5))))
              .build()
              .deploy();

      assertThat(pool.lost()).as("answer %d", lost).isTrue();
      assertThat(report.failure()).as("answer %d", lost).isEmpty();
      assertThat(report.migrations())
          .extracting(MigrationOutcome::script, MigrationOutcome::result)
          .containsExactly(
              tuple("V1__t.sql", Result.APPLIED),
              tuple("V2__log.sql", Result.APPLIED),
              tuple("V3__log.sql", Result.APPLIED));
      assertThat(database.column("SELECT * FROM public.log")).containsExactly("V2", "V3");
      assertThat(database.column("SELECT count(*) FROM tilth.step WHERE outcome = 'applied'"))
          .containsExactly("3");
    }
  }

  @Test
  void a_stopped_run_tells_which_script_was_interrupted() throws Exception {
    deploy(content());
    StopSignal stop = new StopSignal();
    InlineContent more =
        content()
            .script("V2__sleep.sql", "INSERT INTO public.log VALUES ('V2'); SELECT pg_sleep(60);")
            .script("V3__log.sql", "INSERT INTO public.log VALUES ('V3');");
    CompletableFuture<Report> run =
        CompletableFuture.supplyAsync(
            () -> more.addTo(builder(policy(5)).stop(stop)).build().deploy());
    awaitRow(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname ="
            + " current_database()");

    stop.fire(new TerminatedException("SIGTERM"));
    Report report = run.get(20, TimeUnit.SECONDS);

    assertThat(report.exitCode()).isEqualTo(143);
    assertThat(report.migrations())
        .extracting(MigrationOutcome::script, MigrationOutcome::result)
        .containsExactly(
            tuple("V2__sleep.sql", Result.INTERRUPTED), tuple("V3__log.sql", Result.NOT_REACHED));
    assertThat(database.column("SELECT * FROM public.log")).isEmpty();
    assertThat(
            database.column(
                "SELECT name, outcome FROM tilth.step WHERE outcome <> 'applied' ORDER BY"
                    + " position"))
        .containsExactly("V2__sleep.sql|interrupted", "V3__log.sql|not_reached");
    assertThat(Renderer.text(false).report(report)).contains("interrupted", "not reached");
  }

  @Test
  void a_pause_between_two_tries_ends_when_the_run_is_stopped() throws Exception {
    deploy(content());
    StopSignal stop = new StopSignal();
    RetryPolicy patient =
        new RetryPolicy(5, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofHours(1));
    InlineContent more =
        content().script("V2__cut.sql", "DO $$ BEGIN %s END $$;".formatted(CUT_ONCE));
    CompletableFuture<Report> run =
        CompletableFuture.supplyAsync(
            () -> more.addTo(builder(patient).stop(stop)).build().deploy());
    awaitRow("SELECT 1 FROM public.tries WHERE is_called");
    awaitRow(
        "SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'tilth'"
            + " AND wait_event = 'PgSleep' AND datname = current_database())");

    stop.fire(new TerminatedException("SIGTERM"));

    Report report = run.get(20, TimeUnit.SECONDS);
    assertThat(report.migrations())
        .extracting(MigrationOutcome::result)
        .containsExactly(Result.INTERRUPTED);
  }

  @Test
  void a_thread_that_is_interrupted_between_two_tries_ends_the_run() throws Exception {
    deploy(content());
    RetryPolicy patient =
        new RetryPolicy(5, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofHours(1));
    InlineContent more =
        content()
            .script("V2__cut.sql", "DO $$ BEGIN %s END $$;".formatted(CUT_ONCE))
            .script("V3__log.sql", "INSERT INTO public.log VALUES ('V3');");
    CompletableFuture<Report> run = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> run.complete(more.addTo(builder(patient)).build().deploy()));
    awaitRow("SELECT 1 FROM public.tries WHERE is_called");

    thread.interrupt();
    Report report = run.get(20, TimeUnit.SECONDS);

    assertThat(report.migrations())
        .extracting(MigrationOutcome::script, MigrationOutcome::result)
        .containsExactly(
            tuple("V2__cut.sql", Result.INTERRUPTED), tuple("V3__log.sql", Result.NOT_REACHED));
    assertThat(report.exitCode()).isEqualTo(143);
    assertThat(report.failure()).containsInstanceOf(MigrationInterruptedException.class);
  }

  @Test
  void a_thread_that_is_interrupted_in_a_script_ends_the_run_after_it() throws Exception {
    deploy(content());
    InlineContent more =
        content()
            .script("V2__sleep.sql", "SELECT pg_sleep(2);")
            .script("V3__log.sql", "INSERT INTO public.log VALUES ('V3');");
    CompletableFuture<Report> run = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> run.complete(more.addTo(builder(policy(5))).build().deploy()));
    awaitRow(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname ="
            + " current_database()");

    thread.interrupt();
    Report report = run.get(20, TimeUnit.SECONDS);

    assertThat(report.migrations())
        .extracting(MigrationOutcome::script, MigrationOutcome::result)
        .containsExactly(
            tuple("V2__sleep.sql", Result.APPLIED), tuple("V3__log.sql", Result.NOT_REACHED));
    assertThat(report.exitCode()).isEqualTo(143);
  }

  @Test
  void a_commit_that_is_on_its_way_when_the_run_is_stopped_is_waited_for() {
    deploy(content());
    StopSignal stop = new StopSignal();
    CommittingLate pool =
        new CommittingLate(
            database,
            "SELECT 1 FROM public.log",
            () -> stop.fire(new TerminatedException("SIGTERM")));
    InlineContent more =
        content()
            .script("V2__log.sql", "INSERT INTO public.log VALUES ('V2');")
            .script("V3__log.sql", "INSERT INTO public.log VALUES ('V3');");

    Report report =
        more.addTo(Tilth.builder().dataSource(pool).environment("dev").stop(stop)).build().deploy();

    assertThat(report.migrations())
        .extracting(MigrationOutcome::script, MigrationOutcome::result)
        .containsExactly(
            tuple("V2__log.sql", Result.APPLIED), tuple("V3__log.sql", Result.NOT_REACHED));
    assertThat(report.exitCode()).isEqualTo(143);
    assertThat(database.column("SELECT * FROM public.log")).containsExactly("V2");
  }

  @Test
  void no_script_begins_after_the_lock_was_lost() {
    Report report =
        deploy(
            content()
                .script(
                    "V2__lose.sql",
                    """
                    SELECT pg_terminate_backend(backend_pid) FROM tilth.run WHERE outcome = 'running';
                    SELECT pg_sleep(3);
                    INSERT INTO public.log VALUES ('V2');
                    """)
                .script("V3__log.sql", "INSERT INTO public.log VALUES ('V3');"),
            policy(5));

    assertThat(report.failure()).containsInstanceOf(RunLockLostException.class);
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.migrations())
        .extracting(MigrationOutcome::script, MigrationOutcome::result)
        .containsExactly(
            tuple("V1__t.sql", Result.APPLIED),
            tuple("V2__lose.sql", Result.APPLIED),
            tuple("V3__log.sql", Result.NOT_REACHED));
    assertThat(database.column("SELECT * FROM public.log")).containsExactly("V2");
  }

  private static InlineContent content() {
    return new InlineContent()
        .script(
            "V1__t.sql",
            """
            CREATE TABLE public.t (id bigint);
            CREATE TABLE public.log (who text);
            CREATE SEQUENCE public.tries;
            """);
  }

  private Connection blocker(String application) throws SQLException {
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET application_name = '%s'".formatted(application));
      connection.setAutoCommit(false);
      statement.execute("SELECT 'geheim'; LOCK TABLE public.t IN ACCESS SHARE MODE");
    }
    return connection;
  }

  private static String pid(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getString(1);
    }
  }

  /** A session of the run that waits, then another one: it has tried again. */
  private void awaitTries(String script, int tries) {
    AtomicInteger seen = new AtomicInteger();
    AtomicInteger last = new AtomicInteger();
    await(script)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> {
          List<String> waiting =
              database.column(
                  "SELECT pid FROM pg_stat_activity WHERE application_name = 'tilth' AND"
                      + " wait_event_type = 'Lock' AND datname = current_database()");
          if (!waiting.isEmpty()
              && last.getAndSet(Integer.parseInt(waiting.getFirst()))
                  != Integer.parseInt(waiting.getFirst())) {
            seen.incrementAndGet();
          }
          return seen.get() >= tries;
        });
  }

  private void awaitRow(String query) {
    await().until(() -> !database.column(query).isEmpty());
  }

  private void awaitNoRow(String query) {
    await().until(() -> database.column(query).isEmpty());
  }

  private Report deployExisting(InlineContent content) {
    return content
        .addTo(builder(policy(1)))
        .build()
        .run("deploy", Selection.DEPLOY, new Consent(false, true));
  }

  private Report deploy(InlineContent content) {
    return deploy(content, policy(1)).orThrow();
  }

  private Report deploy(InlineContent content, RetryPolicy policy) {
    return content.addTo(builder(policy)).build().deploy();
  }

  private TilthBuilder builder(RetryPolicy policy) {
    return Tilth.builder()
        .url(database.url())
        .environment("dev")
        .session(SessionSettings.DEFAULTS.withLockTimeout(Duration.ofMillis(400)))
        .limits(limits(policy));
  }

  private static Limits limits(RetryPolicy policy) {
    return new Limits(Limits.DEFAULT.run(), Limits.DEFAULT.nonTransactional(), policy);
  }

  private static RetryPolicy policy(int attempts) {
    return new RetryPolicy(
        attempts, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMinutes(1));
  }
}
