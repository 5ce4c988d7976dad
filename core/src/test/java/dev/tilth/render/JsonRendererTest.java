package dev.tilth.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tilth.plan.SeederDecision;
import dev.tilth.spi.FailureKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonRendererTest {

  private final Renderer json = Renderer.json();

  @Test
  void a_seeder_in_chunks_tells_how_many_are_there() {
    assertThat(JsonTree.leaves(json.report(Samples.incomplete())))
        .contains(
            entry("outcome", "incomplete"),
            entry("seeders.0.result", "incomplete"),
            entry("seeders.0.chunks.written", "4"),
            entry("seeders.0.chunks.done", "7"),
            entry("seeders.0.chunks.count", "20"));
  }

  @Test
  void a_report_has_every_documented_field() {
    assertThat(JsonTree.leaves(json.report(Samples.failedSeeder())))
        .containsExactly(
            entry("document", "report"),
            entry("format", "1"),
            entry("outcome", "failed"),
            entry("exit_code", "6"),
            entry("run_id", Samples.RUN.toString()),
            entry("command", "deploy"),
            entry("environment", "dev"),
            entry("trigger", "push"),
            entry("database", Samples.DATABASE),
            entry("restore_point", "2026-11-22T09:59:58.750Z"),
            entry("duration_ms", "1240"),
            entry("migrations.0.script", "V1__roles.sql"),
            entry("migrations.0.result", "applied"),
            entry("migrations.0.duration_ms", "12"),
            entry("migrations.0.retries", "[]"),
            entry("migrations.0.error", "null"),
            entry("seeders.0.name", "RoleSeeder"),
            entry("seeders.0.result", "failed"),
            entry("seeders.0.reason", "new"),
            entry("seeders.0.rows", "null"),
            entry("seeders.0.rows_exact", "true"),
            entry("seeders.0.tables", "[]"),
            entry("seeders.0.duration_ms", "5"),
            entry("seeders.0.chunks", "null"),
            entry("seeders.0.retries", "[]"),
            entry("seeders.0.error.kind", "decision_needed"),
            entry("seeders.0.error.exit_code", "6"),
            entry("seeders.0.error.message", "Seeder RoleSeeder failed.\nIt said: a | b."),
            entry("seeders.1.name", "UserSeeder"),
            entry("seeders.1.result", "not_reached"),
            entry("seeders.1.reason", "not reached: RoleSeeder was not applied"),
            entry("seeders.1.rows", "null"),
            entry("seeders.1.rows_exact", "true"),
            entry("seeders.1.tables", "[]"),
            entry("seeders.1.duration_ms", "0"),
            entry("seeders.1.chunks", "null"),
            entry("seeders.1.retries", "[]"),
            entry("seeders.1.error", "null"),
            entry("seeders.2.name", "LanguageSeeder"),
            entry("seeders.2.result", "applied"),
            entry("seeders.2.reason", "new"),
            entry("seeders.2.rows.inserted", "183"),
            entry("seeders.2.rows.updated", "0"),
            entry("seeders.2.rows.deleted", "0"),
            entry("seeders.2.rows.unchanged", "0"),
            entry("seeders.2.rows_exact", "true"),
            entry("seeders.2.tables.0.table", "app.some"),
            entry("seeders.2.tables.0.inserted", "183"),
            entry("seeders.2.tables.0.updated", "0"),
            entry("seeders.2.tables.0.deleted", "0"),
            entry("seeders.2.tables.0.unchanged", "0"),
            entry("seeders.2.duration_ms", "40"),
            entry("seeders.2.chunks", "null"),
            entry("seeders.2.retries", "[]"),
            entry("seeders.2.error", "null"),
            entry("rows.inserted", "183"),
            entry("rows.updated", "0"),
            entry("rows.deleted", "0"),
            entry("rows.unchanged", "0"),
            entry("warnings", "[]"),
            entry("error.kind", "decision_needed"),
            entry("error.exit_code", "6"),
            entry("error.message", "Seeder RoleSeeder failed.\nIt said: a | b."));
  }

  @Test
  void attempts_that_failed_and_rows_that_are_unknown_have_their_fields() {
    assertThat(JsonTree.leaves(json.report(Samples.troubled())))
        .containsEntry("seeders.0.rows", "null")
        .containsEntry("seeders.0.rows_exact", "false")
        .containsEntry("seeders.0.retries.1.reason", "it was | gone (SQLSTATE 08006).")
        .containsEntry("seeders.0.retries.1.pause_ms", "1500")
        .containsEntry("seeders.1.result", "interrupted")
        .containsEntry("seeders.1.retries", "[]");
  }

  @Test
  void outcomes_and_exit_codes_agree() {
    assertThat(JsonTree.leaves(json.report(Samples.done())))
        .containsEntry("outcome", "done")
        .containsEntry("exit_code", "0")
        .containsEntry("error", "null")
        .containsEntry("seeders.2.result", "up_to_date");
    assertThat(JsonTree.leaves(json.report(Samples.report(List.of(), List.of()))))
        .containsEntry("outcome", "nothing_to_do")
        .containsEntry("exit_code", "0");
    assertThat(JsonTree.leaves(json.report(Samples.failedMigration())))
        .containsEntry("exit_code", "1")
        .containsEntry("migrations.1.error.message", "Migration V2 failed, line 3.")
        .containsEntry("migrations.2.result", "not_reached");
  }

  @Test
  void rivals_seeders_held_back_and_warnings_can_be_told() {
    assertThat(JsonTree.leaves(json.report(Samples.rival())))
        .containsEntry("seeders.0.result", "done_by_rival");
    assertThat(JsonTree.leaves(json.report(Samples.heldBack())))
        .containsEntry("seeders.0.result", "held_back")
        .containsEntry("seeders.0.reason", Samples.HELD_BACK);
    assertThat(JsonTree.leaves(json.report(Samples.newerApplied())))
        .containsEntry("outcome", "nothing_to_do")
        .containsEntry("exit_code", "0")
        .containsEntry("seeders.0.result", "newer_applied")
        .containsEntry("seeders.0.reason", "applied by a newer build")
        .containsEntry("warnings.0", "Seeders stay.");
    assertThat(JsonTree.leaves(json.report(Samples.report(List.of(), List.of(), "Careful."))))
        .containsEntry("warnings.0", "Careful.");
  }

  @Test
  void a_document_is_one_line_of_ascii() {
    String document = json.report(Samples.report(List.of(), List.of(), "caf\u00e9\n\u2028 \u001b"));
    assertThat(document).matches("[ -~]+\n");
    assertThat(JsonTree.leaves(document)).containsEntry("warnings.0", "caf\u00e9\n\u2028 \u001b");
  }

  @Test
  void a_plan_tells_the_action_for_each_seeder() {
    assertThat(JsonTree.leaves(json.plan(Samples.forecast(Samples.pending()))))
        .containsEntry("document", "plan")
        .containsEntry("outcome", "pending")
        .containsEntry("migrations.0.version", "3")
        .containsEntry("seeders.0.action", "run")
        .containsEntry("seeders.0.reason", "changed")
        .containsEntry("seeders.1.action", "held_back")
        .containsEntry("seeders.2.action", "up_to_date")
        .containsEntry("seeders.3.action", "other_environment")
        .containsEntry("seeders.4.action", "not_selected");
    assertThat(
            JsonTree.leaves(
                json.plan(
                    Samples.forecast(
                        Samples.plan(
                            List.of(), Samples.step("A", new SeederDecision.NewerApplied()))))))
        .containsEntry("outcome", "nothing_to_do")
        .containsEntry("seeders.0.action", "newer_applied");
    assertThat(JsonTree.leaves(json.plan(Samples.forecast(Samples.plan(List.of())))))
        .containsEntry("outcome", "nothing_to_do");
  }

  @Test
  void a_plan_holds_tables_rows_and_the_hash() {
    Map<String, String> plan = JsonTree.leaves(json.plan(Samples.detailed()));
    assertThat(plan)
        .containsEntry("migrations.0.transactional", "false")
        .containsEntry("abandoned.0", "V2__gone.sql")
        .containsEntry("seeders.0.rows.tables.0.table", "app.roles")
        .containsEntry("seeders.0.rows.tables.0.state", "known")
        .containsEntry("seeders.0.rows.tables.0.until", "null")
        .containsEntry("seeders.0.rows.tables.0.rows.deleted", "1")
        .containsEntry("seeders.0.rows.tables.0.along.0.table", "app.members")
        .containsEntry("seeders.0.rows.tables.0.along.0.rows", "50")
        .containsEntry("seeders.0.rows.tables.0.along.1.deleted", "false")
        .containsEntry("seeders.0.rows.tables.0.changes.0.kind", "inserted")
        .containsEntry("seeders.0.rows.tables.0.changes.0.source", "roles.csv:2")
        .containsEntry("seeders.0.rows.tables.0.changes.1.key.0.value", "c")
        .containsEntry("seeders.0.rows.tables.0.changes.1.columns.0.before", "null")
        .containsEntry("seeders.0.rows.tables.0.changes.1.columns.0.after", "C")
        .containsEntry("seeders.0.rows.tables.1.state", "new_table")
        .containsEntry("seeders.0.rows.tables.1.rows.inserted", "7")
        .containsEntry("seeders.0.rows.tables.2.state", "unknown")
        .containsEntry("seeders.0.rows.tables.2.until", "V3__users.sql is applied")
        .containsEntry("seeders.0.rows.tables.2.rows", "null")
        .containsEntry("seeders.0.rows.error", "null")
        .containsEntry("seeders.1.rows.error.message", "users.csv:2 is wrong.")
        .containsEntry("seeders.2.rows", "null")
        .containsEntry("edited.0.name", "CaseSeeder")
        .containsEntry("edited.0.tables.0.rows.inserted", "2")
        .containsEntry("plan_hash", "null")
        .containsEntry("needs_plan_hash", "false");
    assertThat(JsonTree.leaves(json.plan(Samples.forecast(Samples.pending()))))
        .containsEntry("migrations.0.transactional", "true")
        .containsEntry("plan_hash", Samples.HASH.text());
  }

  @Test
  void a_status_holds_the_state_the_plan_and_the_last_run() {
    Map<String, String> status =
        JsonTree.leaves(
            json.status(Samples.status(Optional.of(Samples.pending()), Optional.empty())));
    assertThat(status)
        .containsEntry("outcome", "pending")
        .containsEntry("recorded_environment", "prod")
        .containsEntry("applied_migrations.0.type", "BASELINE")
        .containsEntry("applied_migrations.1.script", "V1__roles.sql")
        .containsEntry("applied_migrations.0.installed_at", "2026-11-22T10:00:00.250Z")
        .containsEntry("applied_seeders.0.finished_at", "2026-11-22T10:00:00.250Z")
        .containsEntry("plan.migrations.0.script", "V3__users.sql")
        .containsEntry("last_run.run_id", Samples.RUN.toString())
        .containsEntry("error", "null");
  }

  @Test
  void a_status_without_a_plan_is_blocked() {
    Samples.Broken obstacle = new Samples.Broken(FailureKind.REFUSED, "Refused.");
    assertThat(
            JsonTree.leaves(json.status(Samples.status(Optional.empty(), Optional.of(obstacle)))))
        .containsEntry("outcome", "blocked")
        .containsEntry("plan", "null")
        .containsEntry("error.kind", "refused");
  }

  @Test
  void a_history_holds_the_runs_with_their_origin() {
    assertThat(
            JsonTree.leaves(
                json.history(
                    List.of(
                        Samples.run("failed", Optional.of("It broke.")),
                        Samples.run("running", Optional.empty())))))
        .containsEntry("outcome", "found")
        .containsEntry("runs.0.started_at", "2026-11-22T10:00:00.250Z")
        .containsEntry("runs.0.finished_at", "2026-11-22T10:00:00.590Z")
        .containsEntry("runs.0.duration_ms", "340")
        .containsEntry("runs.0.commit", "c0ffee")
        .containsEntry("runs.0.image", "null")
        .containsEntry("runs.0.error_message", "It broke.")
        .containsEntry("runs.0.reason", "Names were wrong.")
        .containsEntry("runs.0.plan_hash", Samples.HASH.text())
        .containsEntry("runs.1.reason", "null")
        .containsEntry("runs.1.finished_at", "null")
        .containsEntry("runs.1.duration_ms", "null");
    assertThat(JsonTree.leaves(json.history(List.of()))).containsEntry("outcome", "empty");
  }

  @Test
  void an_error_is_a_document_too() {
    assertThat(JsonTree.leaves(json.error(new Samples.Broken(FailureKind.LOCK_BUSY, "Busy."))))
        .containsExactly(
            entry("document", "error"),
            entry("format", "1"),
            entry("outcome", "failed"),
            entry("exit_code", "4"),
            entry("error.kind", "lock_busy"),
            entry("error.exit_code", "4"),
            entry("error.message", "Busy."));
  }
}
