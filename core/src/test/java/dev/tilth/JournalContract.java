package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tilth.database.Blocker;
import dev.tilth.database.RetryPolicy;
import dev.tilth.database.SessionSettings;
import dev.tilth.database.StopSignal;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Repair;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.TerminatedException;
import dev.tilth.migrate.MigrationFailedException;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.migrate.NothingToRepairException;
import dev.tilth.migrate.UndecidedMigrationException;
import dev.tilth.migrate.UnfinishedMigrationException;
import dev.tilth.migrate.UnusableScriptsException;
import dev.tilth.render.Renderer;
import dev.tilth.track.RunLock;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts outside a transaction, broken off at every point where they can be. */
abstract class JournalContract extends LoneScriptsFixture {

  @Test
  void an_index_whose_build_was_broken_off_is_built_again_by_the_next_run() throws Exception {
    Report broken = brokenOff(script(INDEX), "CREATE INDEX", false);
    assertThat(broken.exitCode()).isEqualTo(8);
    assertThat(valid("public.t_code_idx")).isEqualTo("f");
    String leftover = oid("public.t_code_idx");

    Report next = deploy(script(INDEX));

    assertThat(next.failure()).isEmpty();
    assertThat(valid("public.t_code_idx")).isEqualTo("t");
    assertThat(oid("public.t_code_idx")).isNotEqualTo(leftover);
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
    assertThat(deploy(script(INDEX)).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  @Test
  void an_index_whose_build_was_broken_off_is_built_again_by_the_same_run() throws Exception {
    Report report = brokenOff(script(INDEX), "CREATE INDEX", true);

    assertThat(report.failure()).isEmpty();
    assertThat(report.migrations().getLast().retries()).hasSize(1);
    assertThat(report.migrations().getLast().retries().getFirst().reason()).contains("57P01");
    assertThat(valid("public.t_code_idx")).isEqualTo("t");
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX CONCURRENTLY t_code_idx ON public.t (code);",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS T_Code_IDX ON t (lower(code) text_pattern_ops);",
        "CREATE UNIQUE INDEX CONCURRENTLY t_code_idx ON public.\"t\" (code) INCLUDE (id);",
        "CREATE INDEX /* why */ CONCURRENTLY \"t_code_idx\" ON ONLY public.t USING btree (\"Mixed\""
            + " DESC NULLS LAST, (id + 1)) WITH (fillfactor = 70) WHERE code <> 'it''s; USING';"
      })
  void an_index_that_was_finished_but_not_recorded_is_only_recorded(String statement) {
    deploy(script(statement)).orThrow();
    String built = oid("public.t_code_idx");
    forgetSuccess();

    Report next = deploy(script(statement));

    assertThat(next.failure()).isEmpty();
    assertThat(next.migrations())
        .extracting(MigrationOutcome::result)
        .containsExactly(MigrationOutcome.Result.APPLIED);
    assertThat(oid("public.t_code_idx")).isEqualTo(built);
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
  }

  @Test
  void odd_names_are_found_again() {
    String statement =
        "CREATE INDEX CONCURRENTLY \"It's \"\"odd\"\"; USING\" ON \"My.Schema\".\"T USING x\""
            + " (id);";
    InlineContent content =
        script(statement)
            .script(
                "V1__t.sql",
                "CREATE SCHEMA \"My.Schema\"; CREATE TABLE \"My.Schema\".\"T USING x\" (id int);");
    deploy(content).orThrow();
    String name = "\"My.Schema\".\"It''s \"\"odd\"\"; USING\"";
    String built = oid(name);
    forgetSuccess();

    assertThat(deploy(content).failure()).isEmpty();
    assertThat(oid(name)).isEqualTo(built);

    forgetSuccess();
    invalidate(name);

    assertThat(deploy(content).failure()).isEmpty();
    assertThat(valid(name)).isEqualTo("t");
    assertThat(oid(name)).isNotEqualTo(built);
  }

  @Test
  void an_index_with_another_definition_is_a_persons_decision() {
    deploy(script(INDEX)).orThrow();
    forgetSuccess();
    database.execute(
        "DROP INDEX public.t_code_idx; CREATE INDEX t_code_idx ON public.t (code, id)");
    String other = oid("public.t_code_idx");

    Report report = deploy(script(INDEX));

    assertThat(report.exitCode()).isEqualTo(6);
    assertThat(report.failure()).containsInstanceOf(UndecidedMigrationException.class);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("(code, id)")
        .hasMessageContaining("tilth repair --applied " + SCRIPT)
        .hasMessageContaining("DROP INDEX CONCURRENTLY public.t_code_idx;")
        .hasMessageContaining("tilth repair --undone " + SCRIPT);
    assertThat(oid("public.t_code_idx")).isEqualTo(other);

    tilth(script(INDEX)).repair(SCRIPT, Repair.APPLIED);

    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
    assertThat(deploy(script(INDEX)).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  @Test
  void an_invalid_index_of_somebody_elses_is_not_touched() {
    deploy(new InlineContent().script("V1__t.sql", TABLE)).orThrow();
    database.execute(INDEX.replace("CONCURRENTLY", ""));
    invalidate("public.t_code_idx");
    String before = oid("public.t_code_idx");
    InlineContent content = script(INDEX.replace("CONCURRENTLY", "CONCURRENTLY IF NOT EXISTS"));

    for (int attempt = 0; attempt < 2; attempt++) {
      Report report = deploy(content);
      assertThat(report.exitCode()).isEqualTo(6);
      assertThat(report.failure().orElseThrow())
          .hasMessageContaining("INVALID")
          .hasMessageContaining("DROP INDEX CONCURRENTLY public.t_code_idx;");
    }
    assertThat(oid("public.t_code_idx")).isEqualTo(before);
    assertThat(database.value("SELECT count(*) FROM tilth.journal")).isEqualTo("0");

    database.execute("DROP INDEX CONCURRENTLY public.t_code_idx");
    assertThat(deploy(content).failure()).isEmpty();
    assertThat(valid("public.t_code_idx")).isEqualTo("t");
  }

  @Test
  void a_unique_index_over_duplicates_fails_and_succeeds_once_they_are_gone() {
    InlineContent content =
        script("CREATE UNIQUE INDEX CONCURRENTLY t_code_idx ON public.t (code);")
            .script("V1__t.sql", TABLE + "INSERT INTO public.t VALUES (101, 'c1');");

    Report failed = deploy(content);

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.failure()).containsInstanceOf(MigrationFailedException.class);
    assertThat(failed.failure().orElseThrow())
        .hasMessageContaining("23505")
        .hasMessageContaining("the next run finds out what it left");
    assertThat(database.column(HISTORY)).containsExactly("V1__t.sql|t", SCRIPT + "|f");

    database.execute("DELETE FROM public.t WHERE id = 101");
    Report next = deploy(content);

    assertThat(next.failure()).isEmpty();
    assertThat(valid("public.t_code_idx")).isEqualTo("t");
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
  }

  /** A trigger of somebody's stands for whatever makes an index INVALID behind our back. */
  @Test
  void an_index_that_is_not_valid_after_all_is_not_recorded() {
    InlineContent content =
        script(INDEX)
            .script(
                "V1__t.sql",
                TABLE
                    + """
                    CREATE FUNCTION public.spoil() RETURNS event_trigger LANGUAGE plpgsql AS $$
                    BEGIN
                      UPDATE pg_index SET indisvalid = false
                       WHERE indexrelid = to_regclass('public.t_code_idx');
                    END $$;
                    CREATE EVENT TRIGGER spoil ON ddl_command_end WHEN TAG IN ('CREATE INDEX')
                      EXECUTE FUNCTION public.spoil();
                    """);

    Report spoilt = deploy(content);

    assertThat(spoilt.exitCode()).isEqualTo(6);
    assertThat(spoilt.failure().orElseThrow()).hasMessageContaining("is not there or is INVALID");
    assertThat(database.column(HISTORY)).containsExactly("V1__t.sql|t");

    database.execute("DROP EVENT TRIGGER spoil");
    assertThat(deploy(content).failure()).isEmpty();
    assertThat(valid("public.t_code_idx")).isEqualTo("t");
  }

  @Test
  void what_a_script_left_goes_away_although_the_script_was_corrected() {
    deploy(
        script("CREATE UNIQUE INDEX CONCURRENTLY t_wrong_idx ON public.t (code);")
            .script("V1__t.sql", TABLE + "INSERT INTO public.t VALUES (101, 'c1');"));
    assertThat(valid("public.t_wrong_idx")).isEqualTo("f");

    Report next =
        deploy(
            script(INDEX).script("V1__t.sql", TABLE + "INSERT INTO public.t VALUES (101, 'c1');"));

    assertThat(next.failure()).isEmpty();
    assertThat(database.value("SELECT to_regclass('public.t_wrong_idx') IS NULL")).isEqualTo("t");
    assertThat(valid("public.t_code_idx")).isEqualTo("t");
  }

  @Test
  void an_index_without_a_name_is_told_by_its_definition_after_an_error_of_the_server() {
    InlineContent content =
        script("CREATE UNIQUE INDEX CONCURRENTLY ON public.t (code);")
            .script("V1__t.sql", TABLE + "INSERT INTO public.t VALUES (101, 'c1');");
    assertThat(deploy(content).failure().orElseThrow()).hasMessageContaining("23505");
    database.execute("CREATE INDEX ON public.t (code)");
    assertThat(invalidIndexes()).hasSize(1);

    database.execute("DELETE FROM public.t WHERE id = 101");
    Report next = deploy(content);

    assertThat(next.failure()).isEmpty();
    assertThat(invalidIndexes()).isEmpty();
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
  }

  @Test
  void two_indexes_without_a_name_are_a_persons_decision_and_the_message_is_true() {
    InlineContent content =
        script("CREATE UNIQUE INDEX CONCURRENTLY ON public.t (code);")
            .script("V1__t.sql", TABLE + "INSERT INTO public.t VALUES (101, 'c1');");
    deploy(content);
    database.execute("CREATE INDEX other_idx ON public.t (id)");
    invalidate("public.other_idx");

    Report report = deploy(content);

    assertThat(report.exitCode()).isEqualTo(6);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("An earlier attempt at migration %s failed".formatted(SCRIPT))
        .hasMessageNotContaining("Nobody saw");
    assertThat(invalidIndexes()).hasSize(2);
  }

  @Test
  void an_index_whose_name_another_table_has_is_told_with_that_table() {
    InlineContent content =
        script("CREATE INDEX CONCURRENTLY IF NOT EXISTS taken_idx ON public.t (code);")
            .script(
                "V1__t.sql",
                TABLE
                    + "CREATE TABLE public.o (id bigint);"
                    + " CREATE INDEX taken_idx ON public.o (id);");
    for (int run = 0; run < 2; run++) {
      Report report = deploy(content);
      assertThat(report.exitCode()).isEqualTo(6);
      assertThat(report.failure().orElseThrow())
          .hasMessageContaining("the name belongs to an index on")
          .hasMessageContaining("rename or drop");
    }

    database.execute("ALTER INDEX public.taken_idx RENAME TO o_idx");

    assertThat(deploy(content).failure()).isEmpty();
    assertThat(valid("public.taken_idx")).isEqualTo("t");
  }

  @Test
  void a_stopped_statement_of_which_the_server_said_that_it_was_cancelled_runs_again()
      throws Exception {
    InlineContent content =
        script("SELECT pg_sleep(60);").script(SCRIPT + ".conf", "executeInTransaction=false");

    Report stopped = stopped(content);

    assertThat(stopped.exitCode()).isEqualTo(143);
    assertThat(stopped.failures()).hasSize(1);
    assertThat(database.column("SELECT script FROM tilth.journal")).isEmpty();
    assertThat(deploy(content.script(SCRIPT, "SELECT 1;")).failure()).isEmpty();
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
  }

  @Test
  void a_stopped_statement_that_may_have_committed_a_part_is_told_of_at_once() throws Exception {
    Report stopped = stopped(call(60));

    assertThat(stopped.exitCode()).isEqualTo(143);
    assertThat(stopped.failures()).hasSize(2);
    assertThat(stopped.failures().getLast())
        .hasMessageContaining("Migration %s (CALL) was broken off".formatted(SCRIPT))
        .hasMessageContaining("tilth repair --undone " + SCRIPT);
    assertThat(Renderer.text(false).report(stopped)).contains("tilth repair --undone");
    assertThat(deploy(call(60)).exitCode()).isEqualTo(6);
  }

  @Test
  void a_run_whose_time_is_up_forgets_a_cancelled_statement_too() {
    InlineContent content =
        script("SELECT pg_sleep(60);").script(SCRIPT + ".conf", "executeInTransaction=false");
    Limits short3s =
        new Limits(Duration.ofSeconds(3), Limits.DEFAULT.nonTransactional(), RetryPolicy.DEFAULT);

    Report stopped = content.addTo(builder(false).limits(short3s)).build().deploy();

    assertThat(stopped.exitCode()).isEqualTo(5);
    assertThat(deploy(content.script(SCRIPT, "SELECT 1;")).failure()).isEmpty();
  }

  @Test
  void a_drop_that_was_broken_off_is_made_again() throws Exception {
    InlineContent content = drop();

    brokenOff(content, "DROP INDEX", false);
    assertThat(valid("public.t_code_idx")).isEqualTo("f");

    assertThat(deploy(content).failure()).isEmpty();
    assertThat(database.value("SELECT to_regclass('public.t_code_idx') IS NULL")).isEqualTo("t");
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
  }

  @Test
  void a_drop_that_was_finished_but_not_recorded_is_only_recorded() {
    deploy(drop()).orThrow();
    forgetSuccess();

    assertThat(deploy(drop()).failure()).isEmpty();
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
  }

  @Test
  void an_index_that_took_the_dropped_ones_name_is_a_persons_decision() {
    deploy(drop()).orThrow();
    forgetSuccess();
    database.execute("CREATE INDEX t_code_idx ON public.t (code)");

    Report report = deploy(drop());

    assertThat(report.exitCode()).isEqualTo(6);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("another object has that name")
        .hasMessageContaining("tilth repair --undone " + SCRIPT);

    tilth(drop()).repair(SCRIPT, Repair.UNDONE);
    assertThat(deploy(drop()).failure()).isEmpty();
    assertThat(database.value("SELECT to_regclass('public.t_code_idx') IS NULL")).isEqualTo("t");
  }

  @Test
  void a_drop_of_what_was_never_there_fails_each_time() {
    InlineContent content = script("DROP INDEX CONCURRENTLY public.never_idx;");

    assertThat(deploy(content).exitCode()).isEqualTo(1);
    assertThat(deploy(content).exitCode()).isEqualTo(1);
    assertThat(database.column(HISTORY)).containsExactly("V1__t.sql|t", SCRIPT + "|f");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REINDEX INDEX CONCURRENTLY public.t_code_idx;",
        "REINDEX TABLE CONCURRENTLY public.t;",
        "REINDEX (CONCURRENTLY) SCHEMA public;"
      })
  void what_a_reindex_left_is_dropped_and_nothing_else(String statement) throws Exception {
    InlineContent content =
        script(statement)
            .script(
                "V1__t.sql",
                TABLE
                    + "CREATE INDEX t_code_idx ON public.t (code);"
                    + "CREATE INDEX t_id_idx_ccnew ON public.t (id);");
    deploy(new InlineContent().script("V1__t.sql", text(content))).orThrow();
    invalidate("public.t_id_idx_ccnew");

    brokenOff(content, "REINDEX", false);
    assertThat(invalidIndexes()).hasSizeGreaterThan(1).contains("t_id_idx_ccnew");

    assertThat(deploy(content).failure()).isEmpty();
    assertThat(invalidIndexes()).isSubsetOf("t_id_idx_ccnew");
    assertThat(valid("public.t_code_idx")).isEqualTo("t");
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
  }

  @Test
  void a_detachment_that_was_broken_off_is_finalized() throws Exception {
    InlineContent content = detach();

    brokenOff(content, "ALTER TABLE", false);
    assertThat(database.value("SELECT inhdetachpending FROM pg_inherits")).isEqualTo("t");

    assertThat(deploy(content).failure()).isEmpty();
    assertThat(database.column("SELECT inhrelid FROM pg_inherits")).isEmpty();
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
  }

  @Test
  void a_detachment_that_was_finished_but_not_recorded_is_only_recorded() {
    deploy(detach()).orThrow();
    forgetSuccess();

    assertThat(deploy(detach()).failure()).isEmpty();
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
  }

  @Test
  void a_vacuum_is_harmless_to_repeat() {
    deploy(script("VACUUM (ANALYZE) public.t;")).orThrow();
    forgetSuccess();

    assertThat(deploy(script("VACUUM (ANALYZE) public.t;")).failure()).isEmpty();
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
  }

  @Test
  void a_statement_that_the_catalogue_does_not_tell_of_is_a_persons_decision() throws Exception {
    InlineContent content = call(30);
    brokenOff(content, "CALL", false);

    Report report = deploy(content);

    assertThat(report.exitCode()).isEqualTo(6);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining(SCRIPT + " (CALL)")
        .hasMessageContaining("tilth repair --applied " + SCRIPT)
        .hasMessageContaining("tilth repair --undone " + SCRIPT);
    assertThat(report.migrations())
        .extracting(MigrationOutcome::result)
        .containsExactly(MigrationOutcome.Result.FAILED);

    tilth(content).repair(SCRIPT, Repair.APPLIED);

    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
    assertThat(
            database.column(
                "SELECT version, description, type, installed_by = current_user FROM"
                    + " public.flyway_schema_history WHERE script = '%s'".formatted(SCRIPT)))
        .containsExactly("2|lone|SQL|t");
    assertThat(
            database.column(
                "SELECT r.command, r.outcome, s.name, s.outcome FROM tilth.run r JOIN tilth.step s"
                    + " USING (run_id) WHERE r.command = 'repair'"))
        .containsExactly("repair|done|%s|recorded".formatted(SCRIPT));
    assertThat(deploy(content).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  @Test
  void an_attempt_that_a_person_has_undone_is_made_again() throws Exception {
    brokenOff(call(30), "CALL", false);
    InlineContent corrected = call(0);
    assertThatExceptionOfType(NothingToRepairException.class)
        .isThrownBy(() -> tilth(corrected).repair("V1__t.sql", Repair.UNDONE))
        .withMessageContaining("there are those at " + SCRIPT);

    tilth(corrected).repair(SCRIPT, Repair.UNDONE);

    assertThat(deploy(corrected).failure()).isEmpty();
    assertThat(database.column("SELECT code FROM public.t WHERE id = 0")).containsExactly("called");
    assertThatExceptionOfType(NothingToRepairException.class)
        .isThrownBy(() -> tilth(corrected).repair(SCRIPT, Repair.UNDONE))
        .withMessageContaining("there is none at all");
  }

  @Test
  void another_script_than_the_one_that_was_tried_is_not_recorded() throws Exception {
    brokenOff(call(30), "CALL", false);

    assertThatExceptionOfType(NothingToRepairException.class)
        .isThrownBy(() -> tilth(script("VACUUM public.t;")).repair(SCRIPT, Repair.APPLIED))
        .withMessageContaining("not in this build as it was when it was tried")
        .satisfies(e -> assertThat(e.kind().exitCode()).isEqualTo(64));
    assertThat(database.column(HISTORY)).containsExactly("V1__t.sql|t");
  }

  @Test
  void a_statement_that_the_server_refused_is_tried_again_without_a_word() {
    String name = database.name() + "_new";
    InlineContent content = script("CREATE DATABASE %s TEMPLATE nowhere;".formatted(name));
    assertThat(deploy(content).exitCode()).isEqualTo(1);

    assertThat(deploy(content).failure().orElseThrow()).hasMessageContaining("nowhere");
    Report corrected = deploy(script("CREATE DATABASE %s;".formatted(name)));

    assertThat(corrected.failure()).isEmpty();
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
    database.execute("DROP DATABASE " + name);
  }

  @Test
  void an_answer_of_the_server_is_not_forgotten_when_the_next_run_does_not_come_to_the_script() {
    InlineContent content =
        script("CREATE DATABASE %s_new TEMPLATE nowhere;".formatted(database.name()))
            .script("R__first.sql", "SELECT 1");
    assertThat(deploy(content).exitCode()).isEqualTo(1);
    InlineContent stumbling = content.script("V1_1__earlier.sql", "SELECT nothing");
    assertThat(deploy(stumbling).failure().orElseThrow()).hasMessageContaining("V1_1__earlier.sql");

    Report next = deploy(content.script("V1_1__earlier.sql", "SELECT 1"));

    assertThat(next.failure().orElseThrow()).hasMessageContaining("nowhere");
    assertThat(next.exitCode()).isEqualTo(1);
  }

  @Test
  void a_statement_that_the_server_refused_may_be_corrected_in_its_first_word() {
    InlineContent content =
        script("ALTERR TABLE public.t ADD COLUMN more int;")
            .script(SCRIPT + ".conf", "executeInTransaction=false");
    assertThat(deploy(content).failure().orElseThrow()).hasMessageContaining("42601");

    Report corrected = deploy(content.script(SCRIPT, "ALTER TABLE public.t ADD COLUMN more int;"));

    assertThat(corrected.failure()).isEmpty();
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
  }

  @Test
  void who_may_not_compare_an_index_is_told_what_to_grant() {
    String role = database.name() + "_role";
    database.execute(
        """
        CREATE ROLE %1$s LOGIN PASSWORD 's3cret';
        GRANT CREATE ON DATABASE %2$s TO %1$s;
        GRANT CREATE ON SCHEMA public TO %1$s;
        REVOKE TEMPORARY ON DATABASE %2$s FROM PUBLIC;
        """
            .formatted(role, database.name()));
    try {
      InlineContent content = script(INDEX);
      TilthBuilder builder =
          builder(false).url(database.url().replaceFirst("//[^@]*@", "//" + role + ":s3cret@"));
      content.addTo(builder).build().deploy().orThrow();
      forgetSuccess();

      Report report = content.addTo(builder).build().deploy();

      assertThat(report.exitCode()).isEqualTo(6);
      String grant = "GRANT TEMPORARY ON DATABASE %s TO %s;".formatted(database.name(), role);
      assertThat(report.failure().orElseThrow()).hasMessageContaining(grant);
      database.execute(grant);
      assertThat(content.addTo(builder).build().deploy().failure()).isEmpty();
      assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
    } finally {
      database.execute("DROP OWNED BY %1$s CASCADE; DROP ROLE %1$s".formatted(role));
    }
  }

  @Test
  void seeders_are_let_in_again_whatever_ends_a_script() throws Exception {
    deploy(new InlineContent().script("V1__t.sql", TABLE)).orThrow();
    try (Connection books = database.connect()) {
      OneConnectionPool pool = new OneConnectionPool(books, new BrokenDriver(database, "VACUUM"));
      Tilth tilth =
          script("VACUUM public.t;")
              .addTo(Tilth.builder().dataSource(pool).environment("dev"))
              .build();

      assertThatExceptionOfType(LinkageError.class).isThrownBy(tilth::deploy);

      assertThat(
              database.column(
                  "SELECT objid FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype ="
                      + " 'advisory' AND datname = current_database()"))
          .isEmpty();
    }
  }

  @Test
  void a_script_that_mixes_both_sorts_is_refused_before_anything_is_written() {
    assertThatExceptionOfType(UnusableScriptsException.class)
        .isThrownBy(() -> deploy(script("SET lock_timeout = 0; " + INDEX)))
        .withMessageContaining(SCRIPT + " has 2 statements")
        .satisfies(e -> assertThat(e.kind().exitCode()).isEqualTo(64));
    assertThat(database.value("SELECT to_regnamespace('tilth') IS NULL")).isEqualTo("t");
    assertThat(database.value("SELECT to_regclass('public.t') IS NULL")).isEqualTo("t");
  }

  @Test
  void an_applied_script_that_mixes_both_sorts_is_left_alone() {
    deploy(script(INDEX)).orThrow();
    String mixed = "SET lock_timeout = 0; " + INDEX;
    database.execute(
        "UPDATE public.flyway_schema_history SET checksum = NULL WHERE script = '%s'"
            .formatted(SCRIPT));

    assertThat(deploy(script(mixed)).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  @Test
  void a_failure_that_the_journal_does_not_know_is_told_with_the_statement_to_type() {
    deploy(script(INDEX)).orThrow();
    database.execute(
        """
        DROP INDEX public.t_code_idx;
        DELETE FROM tilth.journal;
        UPDATE public.flyway_schema_history SET success = false WHERE script = '%s';
        """
            .formatted(SCRIPT));
    String sql =
        "DELETE FROM \"public\".\"flyway_schema_history\" WHERE installed_rank = 2 AND NOT"
            + " success;";

    assertThatExceptionOfType(UnfinishedMigrationException.class)
        .isThrownBy(() -> deploy(script(INDEX)))
        .withMessageContaining(SCRIPT)
        .withMessageContaining(sql);

    database.execute(sql);
    assertThat(deploy(script(INDEX)).failure()).isEmpty();
  }

  @Test
  void waiting_for_an_old_snapshot_is_neither_limited_nor_silent() throws Exception {
    deploy(new InlineContent().script("V1__t.sql", TABLE)).orThrow();
    SessionSettings hasty =
        SessionSettings.DEFAULTS
            .withLockTimeout(Duration.ofMillis(200))
            .withStatementTimeout(Duration.ofSeconds(1));
    try (Connection reader = oldSnapshot()) {
      CompletableFuture<Report> run =
          CompletableFuture.supplyAsync(
              () -> script(INDEX).addTo(builder(false).session(hasty)).build().deploy());
      int builderPid = awaitWaiting("CREATE INDEX");
      assertThat(Blocker.of(List.of(builderPid), reader))
          .extractingByKey(builderPid)
          .extracting(Blocker::application)
          .isEqualTo("tilth test");
      await()
          .until(() ->
              database
                  .value(
                      "SELECT clock_timestamp() - query_start > interval '1500 ms' FROM"
                          + " pg_stat_activity WHERE pid = %d".formatted(builderPid))
                  .equals("t"));
      reader.rollback();

      assertThat(run.get(30, TimeUnit.SECONDS).failure()).isEmpty();
    }
    assertThat(valid("public.t_code_idx")).isEqualTo("t");
  }

  @Test
  void limits_are_lifted_for_that_script_only() {
    String seen = "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')";
    InlineContent content =
        new InlineContent()
            .script("V1__t.sql", "CREATE TABLE public.seen (l text, s text);")
            .script(SCRIPT, "INSERT INTO public.seen " + seen)
            .script(SCRIPT + ".conf", "executeInTransaction=false")
            .script("V3__after.sql", "INSERT INTO public.seen " + seen);

    deploy(content).orThrow();

    assertThat(database.column("SELECT * FROM public.seen")).containsExactly("0|4h", "5s|30min");
  }

  @Test
  void a_seeder_without_the_lock_is_waited_for() throws Exception {
    deploy(new InlineContent().script("V1__t.sql", TABLE)).orThrow();
    try (Connection seeder = database.connect();
        Statement statement = seeder.createStatement()) {
      seeder.setAutoCommit(false);
      statement.execute(
          "SELECT pg_advisory_xact_lock_shared(%d)".formatted(RunLock.locklessKey("tilth")));
      Report busy = script(INDEX).addTo(builder(false).lockWait(Duration.ZERO)).build().deploy();
      assertThat(busy.exitCode()).isEqualTo(4);
      assertThat(database.value("SELECT count(*) FROM tilth.journal")).isEqualTo("0");

      CompletableFuture<Report> next =
          CompletableFuture.supplyAsync(
              () -> script(INDEX).addTo(builder(false).lockWait(Duration.ZERO)).build().deploy());
      await()
          .until(() ->
              !database
                  .column(
                      "SELECT 1 FROM tilth.run JOIN pg_stat_activity ON pid = backend_pid"
                          + " WHERE outcome = 'running' AND query LIKE '%pg_try_advisory_lock(%'")
                  .isEmpty());
      seeder.rollback();
      assertThat(next.get(30, TimeUnit.SECONDS).failure()).isEmpty();
    }
  }

  /** Stops the run while the script sleeps. */
  private Report stopped(InlineContent content) throws Exception {
    StopSignal stop = new StopSignal();
    CompletableFuture<Report> run =
        CompletableFuture.supplyAsync(
            () -> content.addTo(builder(false).stop(stop)).build().deploy());
    await()
        .until(() ->
            !database
                .column(
                    "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname ="
                        + " current_database()")
                .isEmpty());
    stop.fire(new TerminatedException("SIGTERM"));
    return run.get(20, TimeUnit.SECONDS);
  }
}
