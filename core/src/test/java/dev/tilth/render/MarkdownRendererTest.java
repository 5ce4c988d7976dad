package dev.tilth.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.FailureKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MarkdownRendererTest {

  private final Renderer markdown = Renderer.markdown();

  @Test
  void attempts_that_failed_are_told_and_stay_text() {
    assertThat(markdown.report(Samples.troubled()))
        .contains("\n\nSeeder RoleSeeder, attempt 1 failed: deadlock detected")
        .contains("| unknown |")
        .contains("it was \\| gone");
  }

  @Test
  void a_report_has_its_outcome_in_the_heading_and_a_row_for_each_step() {
    assertThat(markdown.report(Samples.done()))
        .isEqualTo(
            """
            ## Tilth deploy to dev: done

            Done in 1.2 s: 2 migrations and 2 seeders applied; \
            rows: 187 inserted, 2 updated, 1 unchanged.

            | Step | Result | Rows | Time | Note |
            | --- | --- | --- | --- | --- |
            | `V1__roles.sql` | applied |  | 12 ms |  |
            | `V2__languages.sql` | applied |  | 1.2 s |  |
            | `RoleSeeder` | applied | 4 inserted | 8 ms |  |
            | `LanguageSeeder` | applied | 183 inserted, 2 updated, 1 unchanged | 40 ms |  |

            1 seeder up to date.

            Restore point: `2026-11-22T09:59:58.750Z`, the server's time before the first write of this run.

            Database `postgresql://app@localhost:5432/portal`, trigger push, \
            run `0d4e6b0a-5c0f-4a52-9a7c-2f1f5a3f7a11`.
            """);
  }

  @Test
  void the_tables_of_a_seeder_are_text_in_the_cell_of_its_notes() {
    assertThat(markdown.report(Samples.twoTables()))
        .contains(
            "| 8 ms | app.roles 3 inserted; app.role\\|permissions 7 inserted, 1 deleted,"
                + " 2 unchanged |\n");
  }

  @Test
  void a_failure_is_quoted_with_its_lines_and_escaped() {
    assertThat(markdown.report(Samples.failedSeeder()))
        .startsWith("## Tilth deploy to dev: failed\n")
        .contains("> **Error:** Seeder RoleSeeder failed.<br>It said: a \\| b.\n\n")
        .contains("| `UserSeeder` | not reached |  |  | RoleSeeder was not applied |\n")
        .contains("run deploy again");
  }

  @Test
  void a_message_cannot_begin_a_line() {
    assertThat(markdown.error(FailureKind.FAILED, "Two:\n- a\n\n1. b\n===").lines())
        .containsExactly("## Tilth: failed", "", "> **Error:** Two:<br>- a<br>1. b<br>===");
  }

  @Test
  void nothing_to_do_has_no_table() {
    assertThat(markdown.report(Samples.report(List.of(), List.of(), "Careful.")))
        .startsWith("## Tilth deploy to dev: nothing to do\n")
        .contains("> **Warning:** Careful.\n")
        .doesNotContain("|");
  }

  @Test
  void foreign_texts_stay_in_their_cell() {
    assertThat(
            markdown.report(
                Samples.report(List.of(Samples.applied("V1__a|b`c\n.sql", 1)), List.of())))
        .contains("| `` V1__a\\|b`c .sql `` | applied |");
    assertThat(
            markdown.history(
                List.of(Samples.run("failed", Optional.of("a | b\n<b>*bold*</b> [x](y) \\")))))
        .contains(
            "| octocat | Names were wrong. | `"
                + Samples.HASH
                + "` | a \\| b \\<b\\>\\*bold\\*\\</b\\> \\[x\\](y) \\\\"
                + " |\n");
  }

  @Test
  void what_a_newer_build_applied_is_counted_and_warned_of() {
    assertThat(markdown.report(Samples.newerApplied()))
        .contains("2 seeders applied by a newer build.\n", "> **Warning:** Seeders stay.\n");
  }

  @Test
  void seeders_held_back_are_named() {
    assertThat(markdown.report(Samples.heldBack()))
        .contains("prod runs no seeders on trigger push (RoleSeeder, UserSeeder).");
  }

  @Test
  void a_plan_lists_its_steps() {
    assertThat(markdown.plan(Samples.forecast(Samples.pending())))
        .startsWith("## Tilth plan for prod\n\n1 migration to apply, 1 seeder to run.\n")
        .contains("| `V3__users.sql` | pending |  |  |\n")
        .contains("| `RoleSeeder` | changed |  | runs code of its own |\n")
        .contains("Plan hash: " + Samples.HASH);
  }

  @Test
  void a_plan_lists_tables_and_rows() {
    assertThat(markdown.plan(Samples.detailed()))
        .contains(
            """
            | `V3__users.sql` | pending, outside a transaction |  |  |
            | `V2__gone.sql` | broken off, to clear up |  |  |
            | `RoleSeeder` | changed | `app.roles` | 1 inserted, 1 updated, 1 deleted, 5 unchanged |
            | `RoleSeeder` | changed | `app.members` | 50 deleted along with these by a foreign key |
            | `RoleSeeder` | changed | `app.notes` | 2 changed along with these by a foreign key |
            | `RoleSeeder` | changed | `app.new` | all 7, new table |
            | `RoleSeeder` | changed | `app.late` | unknown until V3\\_\\_users.sql is applied |
            | `UserSeeder` | new |  | would fail: users.csv:2 is wrong. |
            """)
        .contains(
            """
            Data of seeders that are up to date:

            | Seeder | Table | Rows |
            | --- | --- | --- |
            | `CaseSeeder` | `app.cases` | 2 missing, 1 changed |
            """)
        .contains(
            """
            Rows of `app.roles`, by `RoleSeeder`:

            |  | Row | Columns |
            | --- | --- | --- |
            | `+` | `code=a\\|b` | `name = 'It''s'` |
            | `~` | `code=c` | `name: NULL -> 'C', pin: ******** -> ********` |

            and 1 more
            """);
  }

  @Test
  void a_status_is_a_table_of_facts() {
    assertThat(markdown.status(Samples.status(Optional.of(Samples.pending()), Optional.empty())))
        .startsWith("## Tilth status of prod\n\nNot up to date.\n")
        .contains("| Migrations | 1 applied, 1 pending |\n");
    Samples.Broken obstacle = new Samples.Broken(FailureKind.FAILED, "V1 was changed.");
    assertThat(markdown.status(Samples.status(Optional.empty(), Optional.of(obstacle))))
        .contains("> **Error:** A deployment cannot begin. V1 was changed.\n");
  }

  @Test
  void an_empty_history_says_so() {
    assertThat(markdown.history(List.of())).isEqualTo("## Tilth history\n\nNo run is recorded.\n");
  }

  @Test
  void an_error_has_its_kind_in_the_heading() {
    assertThat(markdown.error(FailureKind.DATABASE_UNREACHABLE, "No answer from <db>."))
        .isEqualTo("## Tilth: database unreachable\n\n> **Error:** No answer from \\<db\\>.\n");
  }
}
