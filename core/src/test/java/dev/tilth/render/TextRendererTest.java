package dev.tilth.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.Forecast;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.SeederDecision;
import dev.tilth.plan.SeederRows;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.RowCounts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TextRendererTest {

  private final Renderer text = Renderer.text(false);

  @Test
  void a_report_has_a_line_for_each_step_and_its_verdict_last() {
    assertThat(text.report(Samples.done()))
        .isEqualTo(
            """
            Migrations
              applied  V1__roles.sql      12 ms
              applied  V2__languages.sql  1.2 s

            Seeders
              applied  RoleSeeder      4 inserted                             8 ms
              applied  LanguageSeeder  183 inserted, 2 updated, 1 unchanged  40 ms

            1 seeder up to date.

            Done in 1.2 s: 2 migrations and 2 seeders applied; \
            rows: 187 inserted, 2 updated, 1 unchanged.
            Restore point 2026-11-22T09:59:58.750Z, before the first write.
            Database postgresql://app@localhost:5432/portal, environment dev.
            """);
  }

  @Test
  void nothing_to_do_is_said_in_two_lines() {
    assertThat(text.report(Samples.report(List.of(), List.of())))
        .isEqualTo(
            """
            Nothing to do. Checked in 1.2 s.
            Database postgresql://app@localhost:5432/portal, environment dev.
            """);
  }

  @Test
  void a_failed_seeder_is_followed_by_those_not_reached_and_by_what_to_do() {
    assertThat(text.report(Samples.failedSeeder()))
        .isEqualTo(
            """
            Migrations
              applied  V1__roles.sql  12 ms

            Seeders
              failed       RoleSeeder                     5 ms
              not reached  UserSeeder                           RoleSeeder was not applied
              applied      LanguageSeeder  183 inserted  40 ms

            Error: Seeder RoleSeeder failed.
              It said: a | b.

            Failed after 1.2 s: 1 migration and 1 seeder applied, 1 failed, 1 not reached.
            What is listed as applied stays and is not done twice. When the cause is gone, run \
            deploy again: it does the rest.
            Restore point 2026-11-22T09:59:58.750Z, before the first write.
            Database postgresql://app@localhost:5432/portal, environment dev.
            """);
  }

  @Test
  void a_failed_migration_leaves_the_later_steps_not_reached() {
    assertThat(text.report(Samples.failedMigration()))
        .contains("failed       V2__languages.sql   3 ms\n")
        .contains("not reached  V3__users.sql\n")
        .contains("not reached  RoleSeeder  a migration failed\n")
        .contains("Error: Migration V2 failed, line 3.\n")
        .contains("1 migration and 0 seeders applied, 1 failed, 2 not reached.");
  }

  @Test
  void seeders_held_back_are_named_once_with_the_reason() {
    assertThat(text.report(Samples.heldBack()))
        .contains(
            "2 seeders held back: prod runs no seeders on trigger push (RoleSeeder,"
                + " UserSeeder).\n");
  }

  @Test
  void what_a_newer_build_applied_is_nothing_to_do() {
    assertThat(text.report(Samples.newerApplied()))
        .startsWith(
            "2 seeders applied by a newer build.\nWarning: Seeders stay.\n\nNothing to do.");
  }

  @Test
  void what_a_rival_did_is_not_claimed() {
    assertThat(text.report(Samples.rival()))
        .contains("done by another run  RoleSeeder\n")
        .contains("another run did what was left to do")
        .doesNotContain("applied");
  }

  @Test
  void a_seeder_in_chunks_tells_how_many_are_there() {
    assertThat(text.report(Samples.incomplete()))
        .isEqualTo(
            """
            Seeders
              incomplete  CaseSeeder  200,000 inserted  9.0 s  7 of 20 chunks are done, 4 by this run

            Error: The time was up.

            Stopped at its time limit after 9.0 s: 0 migrations and 0 seeders applied, 0 failed, 1 incomplete, 0 not reached.
            What is listed as applied stays and is not done twice. When the cause is gone, run seed again: it does the rest.
            Restore point 2026-11-22T09:59:58.750Z, before the first write.
            Database postgresql://app@localhost:5432/portal, environment dev.
            """);
  }

  @Test
  void attempts_that_failed_and_steps_that_were_interrupted_are_told() {
    assertThat(text.report(Samples.troubled()))
        .startsWith(
            """
            Seeders
              applied      RoleSeeder  unknown  900 ms
              interrupted  UserSeeder                   it was rolled back

            Seeder RoleSeeder, attempt 1 failed: deadlock detected (SQLSTATE 40P01). \
            Tried again after 250 ms.
            Seeder RoleSeeder, attempt 2 failed: it was | gone (SQLSTATE 08006). \
            Tried again after 1.5 s.
            """)
        .contains("0 migrations and 1 seeder applied; rows: unknown.");
  }

  @Test
  void warnings_are_marked() {
    assertThat(text.report(Samples.report(List.of(), List.of(), "Careful.")))
        .startsWith("Warning: Careful.\n\nNothing to do.");
  }

  @Test
  void attempted_writes_are_called_attempted() {
    assertThat(Words.rows(new RowCounts(1, 0, 2, 0), false))
        .isEqualTo("1 inserted, 2 deleted (attempted)");
  }

  @Test
  void a_seeder_that_wrote_more_than_one_table_is_broken_down() {
    assertThat(text.report(Samples.twoTables()))
        .contains(
            "applied  RoleSeeder  10 inserted, 1 deleted, 2 unchanged (attempted)  8 ms"
                + "  app.roles 3 inserted; app.role|permissions 7 inserted, 1 deleted,"
                + " 2 unchanged\n");
  }

  @Test
  void colour_changes_nothing_but_escape_sequences() {
    String coloured = Renderer.text(true).report(Samples.failedSeeder());
    assertThat(coloured).contains("\u001b[31mfailed\u001b[0m", "\u001b[32mapplied\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", ""))
        .isEqualTo(text.report(Samples.failedSeeder()));
  }

  @Test
  void without_colour_nothing_steers_the_terminal() {
    String nasty = "\u001b[2J\u0007\u009b1m\rgone\tx";
    String document =
        text.report(
            Samples.report(
                List.of(Samples.applied(nasty, 1)),
                List.of(Samples.failedSeeder("RoleSeeder", nasty)),
                nasty));
    assertThat(document.replace("\n", "")).doesNotContainPattern("\\p{Cntrl}|[\\x80-\\x9f]");
  }

  @Test
  void a_plan_names_what_would_be_done_and_what_would_not() {
    assertThat(text.plan(Samples.forecast(Samples.pending())))
        .isEqualTo(
            """
            Migrations to apply
              V3__users.sql

            Seeders to run
              RoleSeeder  changed  runs code of its own

            1 seeder held back: prod runs no seeders on trigger push (AdminSeeder).
            1 seeder up to date.
            1 seeder not for this environment.
            1 seeder not selected.

            1 migration to apply, 1 seeder to run.
            Environment prod, trigger push. Nothing was written.
            Plan hash: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
            """);
  }

  @Test
  void a_plan_tells_the_rows() {
    assertThat(text.plan(Samples.detailed()))
        .isEqualTo(
            """
            Migrations to apply
              V3__users.sql  outside a transaction

            Broken-off migrations to clear up
              V2__gone.sql

            Seeders to run
              RoleSeeder  changed  app.roles    1 inserted, 1 updated, 1 deleted, 5 unchanged
                                   app.members  50 deleted along with these by a foreign key
                                   app.notes    2 changed along with these by a foreign key
                                   app.new      all 7, new table
                                   app.late     unknown until V3__users.sql is applied
              UserSeeder  new                   would fail: users.csv:2 is wrong.

            Data of seeders that are up to date
              CaseSeeder  app.cases  2 missing, 1 changed

            Rows of app.roles, by RoleSeeder
              +  code=a|b    name = 'It''s'
              ~  code=c      name: NULL -> 'C', pin: ******** -> ********
                 and 1 more

            1 seeder up to date.

            1 migration to apply, 2 seeders to run, 1 broken-off migration to clear.
            Environment qa, trigger manual. Nothing was written.
            tilth seed --only NAME --force NAME writes these rows as their source has them; what was changed by hand is lost then. Rows that a trigger rewrites differ again.
            There is no plan hash, since a seeder would fail.
            """);
  }

  @Test
  void data_that_cannot_be_compared_is_no_data_that_differs() {
    Forecast forecast =
        new Forecast(
            Samples.plan(List.of(Samples.script("V3__users.sql"))),
            Set.of(),
            List.of(),
            List.of(
                new SeederRows(
                    "CaseSeeder",
                    List.of(new RowChanges.Unknown("app.cases", "V3__users.sql is applied")),
                    Optional.empty()),
                new SeederRows(
                    "RoleSeeder",
                    List.of(),
                    Optional.of(new Samples.Broken(FailureKind.FAILED, "It is gone.")))),
            Optional.of(Samples.HASH));

    assertThat(text.plan(forecast))
        .contains(
            """
            Data of seeders that are up to date
              CaseSeeder  app.cases  unknown until V3__users.sql is applied
              RoleSeeder             cannot be compared: It is gone.
            """)
        .doesNotContain("would fail", "--force");
  }

  @Test
  void an_empty_plan_has_nothing_to_do() {
    assertThat(text.plan(Samples.forecast(Samples.plan(List.of())))).startsWith("Nothing to do.\n");
  }

  @Test
  void a_status_tells_the_counts_the_last_run_and_what_is_pending() {
    assertThat(text.status(Samples.status(Optional.of(Samples.pending()), Optional.empty())))
        .isEqualTo(
            """
            Status
              Database     postgresql://app@localhost:5432/portal
              Environment  prod
              Migrations   1 applied, 1 pending
              Seeders      1 applied, 1 pending, 1 held back
              Last run     deploy done, begun 2026-11-22 10:00:00 UTC by octocat

            Pending
              V3__users.sql
              RoleSeeder     changed
              AdminSeeder    held back: prod runs no seeders on trigger push

            Not up to date.
            """);
  }

  @Test
  void a_status_is_up_to_date_when_nothing_is_pending_or_held_back() {
    SeederDecision upToDate = new SeederDecision.UpToDate();
    assertThat(
            text.status(
                Samples.status(
                    Optional.of(Samples.plan(List.of(), Samples.step("RoleSeeder", upToDate))),
                    Optional.empty())))
        .endsWith("\n\nUp to date.\n");
  }

  @Test
  void a_status_tells_why_there_can_be_no_plan() {
    Samples.Broken obstacle = new Samples.Broken(FailureKind.FAILED, "V1 was changed.");
    assertThat(text.status(Samples.status(Optional.empty(), Optional.of(obstacle))))
        .contains("Migrations   1 applied\n")
        .endsWith("\n\nA deployment cannot begin. V1 was changed.\n");
  }

  @Test
  void a_history_has_a_line_for_each_run_and_its_errors_below() {
    assertThat(
            text.history(
                List.of(
                    Samples.run("running", Optional.empty()),
                    Samples.run("failed", Optional.of("It broke.")))))
        .isEqualTo(
            """
              Begun (UTC)          Outcome  Command  Environment  Trigger  Migrations  Seeders    Time  By
              2026-11-22 10:00:00  running  deploy   prod         push              2        9          octocat (cli)
              2026-11-22 10:00:00  failed   deploy   prod         push              2        9  340 ms  octocat (cli)

            2026-11-22 10:00:00, reason: Names were wrong.
            2026-11-22 10:00:00, plan: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
            2026-11-22 10:00:00: It broke.
            """);
  }

  @Test
  void an_empty_history_says_so() {
    assertThat(text.history(List.of())).isEqualTo("No run is recorded.\n");
  }

  @Test
  void an_error_is_its_message() {
    assertThat(text.error(new Samples.Broken(FailureKind.USAGE, "Nothing fits.\nChoose again.")))
        .isEqualTo("tilth: Nothing fits.\n  Choose again.\n");
  }
}
