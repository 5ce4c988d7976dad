package dev.tilth.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tilth.rehearse.Rehearsal;
import dev.tilth.spi.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RehearsalRendersTest {

  @Test
  void a_text_has_the_steps_whom_they_block_and_the_verdict() {
    assertThat(text(Samples.rehearsal(), false))
        .isEqualTo(
            """
            Rehearsal
              passed       V3__users.sql                                                   12 ms
              left out     V4__index.sql                                                          it would
              passed       LanguageSeeder  3 inserted, 1 updated, 2 unchanged (attempted)  12 ms  \
            app.a 3 inserted; app.b 1 updated, 2 unchanged
              failed       RoleSeeder                                                      12 ms  may come from V4
              not reached  UserSeeder                                                             RoleSeeder did not pass

            Blocked until the step is committed
              V3__users.sql  app.user|s: reads and writes

            V4__index.sql was left out: it would.
            Error: RoleSeeder broke | here.

            Rehearsed in 340 ms: 2 passed, 1 failed, 1 left out, 1 not reached. Everything was \
            rolled back.
            Sequences have moved: what nextval and setval did is not rolled back.
            Effects outside the database are neither shown nor undone.
            The commit itself is not rehearsed, and neither is what other sessions do meanwhile.
            """);
  }

  @Test
  void colour_changes_nothing_but_escape_sequences() {
    assertThat(text(Samples.rehearsal(), true).replaceAll("\u001b\\[\\d+m", ""))
        .isEqualTo(text(Samples.rehearsal(), false));
  }

  @Test
  void a_plan_that_is_empty_leaves_nothing_to_rehearse() {
    Rehearsal nothing = Rehearsal.ofNothing(Duration.ZERO);
    assertThat(text(nothing, false)).isEqualTo("Nothing to rehearse.\n");
    assertThat(markdown(nothing)).isEqualTo("## Page\n\nNothing to rehearse.\n");
    assertThat(json(nothing)).containsEntry("outcome", "passed").containsEntry("steps", "[]");
  }

  @Test
  void a_page_of_markdown_has_a_row_for_each_step_and_escapes() {
    assertThat(markdown(Samples.rehearsal()))
        .isEqualTo(
            """
            ## Page

            Rehearsed in 340 ms: 2 passed, 1 failed, 1 left out, 1 not reached. Everything was \
            rolled back.

            > **Error:** RoleSeeder broke \\| here.

            | Rehearsed | Result | Rows | Time | Blocks | Note |
            | --- | --- | --- | --- | --- | --- |
            | `V3__users.sql` | passed |  | 12 ms | app.user\\|s: reads and writes |  |
            | `V4__index.sql` | left out |  |  |  | it would |
            | `LanguageSeeder` | passed | 3 inserted, 1 updated, 2 unchanged (attempted) | 12 ms |  \
            | app.a 3 inserted; app.b 1 updated, 2 unchanged |
            | `RoleSeeder` | failed |  | 12 ms |  | may come from V4 |
            | `UserSeeder` | not reached |  |  |  | RoleSeeder did not pass |

            > **Warning:** V4\\_\\_index.sql was left out: it would.

            Sequences have moved: what nextval and setval did is not rolled back. Effects outside \
            the database are neither shown nor undone. The commit itself is not rehearsed, and \
            neither is what other sessions do meanwhile.
            """);
  }

  @Test
  void a_document_has_every_documented_field() {
    assertThat(json(Samples.rehearsal()))
        .contains(
            entry("outcome", "failed"),
            entry("exit_code", "1"),
            entry("duration_ms", "340"),
            entry("steps.0.kind", "migration"),
            entry("steps.0.name", "V3__users.sql"),
            entry("steps.0.result", "passed"),
            entry("steps.0.note", ""),
            entry("steps.0.duration_ms", "12"),
            entry("steps.0.rows.inserted", "0"),
            entry("steps.0.rows_exact", "true"),
            entry("steps.0.tables", "[]"),
            entry("steps.0.locks.0.relation", "app.roles"),
            entry("steps.0.locks.0.mode", "row_share"),
            entry("steps.0.locks.0.blocks", "nothing"),
            entry("steps.0.locks.1.mode", "access_exclusive"),
            entry("steps.0.locks.1.blocks", "reads_and_writes"),
            entry("steps.0.error", "null"),
            entry("steps.1.result", "left_out"),
            entry("steps.1.rows", "null"),
            entry("steps.2.kind", "seeder"),
            entry("steps.2.rows.inserted", "3"),
            entry("steps.2.rows_exact", "false"),
            entry("steps.2.tables.1.table", "app.b"),
            entry("steps.2.tables.1.unchanged", "2"),
            entry("steps.3.result", "failed"),
            entry("steps.3.error.message", "RoleSeeder broke | here."),
            entry("steps.4.result", "not_reached"),
            entry("steps.4.note", "RoleSeeder did not pass"),
            entry("not_rehearsed.0", "V4__index.sql was left out: it would."),
            entry("error.kind", "failed"))
        .containsKey("limits.2");
  }

  @Test
  void a_rehearsal_that_was_stopped_says_why() {
    Rehearsal whole = Samples.rehearsal();
    Samples.Broken reason = new Samples.Broken(FailureKind.INCOMPLETE, "Time is up.");
    Rehearsal stopped =
        new Rehearsal(whole.steps(), List.of(), Optional.of(reason), whole.duration());
    assertThat(json(stopped))
        .containsEntry("outcome", "stopped")
        .containsEntry("exit_code", "5")
        .containsEntry("error.message", "Time is up.");
    assertThat(text(stopped, false)).contains("Error: Time is up.\nError: RoleSeeder broke");
  }

  private static String text(Rehearsal rehearsal, boolean colour) {
    TextPage page = new TextPage(colour);
    RehearsalText.write(rehearsal, page);
    return page.toString();
  }

  private static String markdown(Rehearsal rehearsal) {
    MarkdownPage page = new MarkdownPage("Page");
    RehearsalMarkdown.write(rehearsal, page);
    return page.toString();
  }

  private static Map<String, String> json(Rehearsal rehearsal) {
    return JsonTree.leaves(Json.document("test", json -> RehearsalJson.write(rehearsal, json)));
  }
}
