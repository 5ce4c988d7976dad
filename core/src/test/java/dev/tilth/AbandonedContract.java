package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.Repair;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.Status;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.migrate.UndecidedMigrationException;
import dev.tilth.render.Renderer;
import org.junit.jupiter.api.Test;

/** Broken-off scripts outside a transaction that are corrected, renamed, given up. */
abstract class AbandonedContract extends LoneScriptsFixture {

  private static final String UNIQUE =
      "CREATE UNIQUE INDEX CONCURRENTLY t_code_idx ON public.t (code);";
  private static final String DUPLICATES = TABLE + "INSERT INTO public.t VALUES (101, 'c1');";
  private static final String JOURNAL = "SELECT script FROM tilth.journal ORDER BY script";

  @Test
  void a_failed_script_may_be_corrected_to_one_in_a_transaction() {
    failUnique();

    Report corrected =
        deploy(
            duplicates()
                .script(
                    SCRIPT,
                    "DELETE FROM public.t WHERE id = 101;"
                        + " CREATE UNIQUE INDEX t_code_idx ON public.t (code);"));

    assertThat(corrected.failure()).isEmpty();
    assertThat(valid("public.t_code_idx")).isEqualTo("t");
    assertThat(database.column(HISTORY)).isEqualTo(BOTH_APPLIED);
    assertThat(database.column(JOURNAL)).isEmpty();
  }

  @Test
  void what_a_killed_run_left_goes_away_although_the_script_runs_in_a_transaction_now() {
    deploy(script(INDEX)).orThrow();
    forgetSuccess();
    invalidate("public.t_code_idx");

    Report corrected = deploy(script("CREATE INDEX other_idx ON public.t (code);"));

    assertThat(corrected.failure()).isEmpty();
    assertThat(invalidIndexes()).isEmpty();
    assertThat(database.column(JOURNAL)).isEmpty();
  }

  @Test
  void a_failed_script_may_be_renamed() {
    failUnique();
    database.execute("DELETE FROM public.t WHERE id = 101");
    InlineContent renamed =
        new InlineContent().script("V1__t.sql", DUPLICATES).script("V2__unique.sql", UNIQUE);

    Report report = deploy(renamed);

    assertThat(report.failure()).isEmpty();
    assertThat(database.column(HISTORY)).containsExactly("V1__t.sql|t", "V2__unique.sql|t");
    assertThat(valid("public.t_code_idx")).isEqualTo("t");
    assertThat(deploy(renamed).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  @Test
  void a_failed_script_may_be_given_up_for_a_later_one() {
    failUnique();
    InlineContent instead =
        new InlineContent()
            .script("V1__t.sql", DUPLICATES)
            .script("V3__other.sql", "CREATE TABLE public.other (id int);");

    Report report = deploy(instead);

    assertThat(report.failure()).isEmpty();
    assertThat(report.warnings()).singleElement().asString().contains(SCRIPT);
    assertThat(database.column(HISTORY)).containsExactly("V1__t.sql|t", "V3__other.sql|t");
    assertThat(invalidIndexes()).isEmpty();
    assertThat(deploy(instead).warnings()).isEmpty();
  }

  @Test
  void a_failed_script_may_be_given_up_for_nothing() {
    failUnique();
    InlineContent without = new InlineContent().script("V1__t.sql", DUPLICATES);

    Status status = tilth(without).status();
    assertThat(status.isUpToDate()).isFalse();
    assertThat(Renderer.text(false).plan(plan(without)))
        .contains("1 broken-off migration to clear", SCRIPT, "tilth repair --undone");
    Report report = deploy(without);

    assertThat(report.failure()).isEmpty();
    assertThat(report.exitCode()).isZero();
    assertThat(invalidIndexes()).isEmpty();
    assertThat(database.column(HISTORY)).containsExactly("V1__t.sql|t");
    assertThat(deploy(without).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    assertThat(tilth(without).status().isUpToDate()).isTrue();
  }

  @Test
  void a_repeatable_script_may_go_back_to_what_it_was() {
    InlineContent before = new InlineContent().script("V1__t.sql", DUPLICATES);
    deploy(before.script("R__u.sql", "VACUUM public.t;")).orThrow();
    assertThat(deploy(before.script("R__u.sql", UNIQUE)).exitCode()).isEqualTo(1);

    Report back = deploy(before.script("R__u.sql", "VACUUM public.t;"));

    assertThat(back.failure()).isEmpty();
    assertThat(invalidIndexes()).isEmpty();
    assertThat(database.column(HISTORY)).containsExactly("V1__t.sql|t", "R__u.sql|t");
    assertThat(database.column("SELECT outcome FROM tilth.run ORDER BY started_at"))
        .as("a run that only cleared up has done something")
        .containsExactly("done", "failed", "done");
    assertThat(deploy(before).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  @Test
  void an_index_that_was_finished_before_its_script_was_given_up_is_a_persons_decision() {
    deploy(script(INDEX)).orThrow();
    forgetSuccess();
    InlineContent without = new InlineContent().script("V1__t.sql", TABLE);

    Report report = deploy(without);

    assertThat(report.exitCode()).isEqualTo(6);
    assertThat(report.failure()).containsInstanceOf(UndecidedMigrationException.class);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("Nobody saw the end")
        .hasMessageContaining("DROP INDEX CONCURRENTLY public.t_code_idx;")
        .hasMessageContaining("tilth repair --undone " + SCRIPT);
    assertThat(report.migrations())
        .extracting(MigrationOutcome::script, MigrationOutcome::result)
        .containsExactly(tuple(SCRIPT, MigrationOutcome.Result.FAILED));

    tilth(without).repair(SCRIPT, Repair.UNDONE);

    assertThat(deploy(without).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    assertThat(valid("public.t_code_idx")).isEqualTo("t");
  }

  @Test
  void a_call_that_was_broken_off_is_a_persons_decision_when_its_script_is_gone() throws Exception {
    brokenOff(call(30), "CALL", false);
    InlineContent without = new InlineContent().script("V1__t.sql", text(call(30)));

    Report report = deploy(without.script("V3__o.sql", "CREATE TABLE public.o (id int);"));

    assertThat(report.exitCode()).isEqualTo(6);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("does not go on with it")
        .hasMessageContaining("tilth repair --undone " + SCRIPT);
    assertThat(report.migrations())
        .extracting(MigrationOutcome::result)
        .containsExactly(MigrationOutcome.Result.FAILED, MigrationOutcome.Result.NOT_REACHED);
  }

  @Test
  void a_half_dropped_index_that_is_to_stay_after_all_is_a_persons_decision() throws Exception {
    brokenOff(drop(), "DROP INDEX", false);
    InlineContent other = drop().script(SCRIPT, "DROP INDEX CONCURRENTLY IF EXISTS public.b_idx;");

    Report report = deploy(other);

    assertThat(report.exitCode()).isEqualTo(6);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("INVALID")
        .hasMessageContaining("DROP INDEX CONCURRENTLY public.t_code_idx;")
        .hasMessageContaining("REINDEX INDEX public.t_code_idx;");

    database.execute("REINDEX INDEX public.t_code_idx;");

    assertThat(deploy(other).failure()).isEmpty();
    assertThat(valid("public.t_code_idx")).isEqualTo("t");
  }

  @Test
  void an_attempt_that_a_person_calls_undone_leaves_no_invalid_index() {
    failUnique();
    InlineContent corrected =
        duplicates().script(SCRIPT, "CREATE INDEX t_code_idx ON public.t (code);");

    tilth(corrected).repair(SCRIPT, Repair.UNDONE);

    assertThat(invalidIndexes()).isEmpty();
    assertThat(database.column(JOURNAL)).isEmpty();
    assertThat(deploy(corrected).failure()).isEmpty();
  }

  @Test
  void an_older_build_leaves_what_a_newer_one_tried() {
    deploy(duplicates().release(1).script("R__v.sql", "SELECT 1;")).orThrow();
    assertThat(deploy(duplicates().release(2).script("V3__u.sql", UNIQUE)).exitCode()).isEqualTo(1);
    InlineContent older = duplicates().release(1).script("R__w.sql", "SELECT 2;");

    Report report = deploy(older);

    assertThat(report.failure()).isEmpty();
    assertThat(report.warnings()).anyMatch(warning -> warning.contains("left to the newer build"));
    assertThat(invalidIndexes()).containsExactly("t_code_idx");
    assertThat(deploy(older).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  private static InlineContent duplicates() {
    return new InlineContent().script("V1__t.sql", DUPLICATES);
  }

  private void failUnique() {
    Report failed = deploy(duplicates().script(SCRIPT, UNIQUE));
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(invalidIndexes()).containsExactly("t_code_idx");
  }

  private Forecast plan(InlineContent content) {
    return tilth(content).plan();
  }
}
