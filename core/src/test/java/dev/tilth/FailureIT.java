package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.config.SettingsLoader;
import dev.tilth.deploy.Report;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.plan.ContentChangedException;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.track.HistoryMissingException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bad content: a clear error, and nothing lost. */
@PostgresTest
final class FailureIT {

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void a_message_that_the_server_cannot_store_is_in_the_ledger_all_the_same() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Broken"),
                context -> {
                  throw new IllegalStateException("value 'a\0b'");
                });

    assertThat(tilth(content).deploy().exitCode()).isEqualTo(1);

    assertThat(database.value("SELECT outcome FROM tilth.run")).isEqualTo("failed");
    assertThat(database.value("SELECT error FROM tilth.step WHERE name = 'Broken'"))
        .contains("value 'a?b'");
  }

  @Test
  void a_seeder_that_throws_loses_its_rows_and_its_claim_and_only_those() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Broken"),
                context -> {
                  context.sql().execute("INSERT INTO public.counter (who) VALUES ('Broken')");
                  throw new IllegalStateException("no more coffee");
                })
            .counting(SeederSpec.once("Dependent").after("Broken"))
            .counting(SeederSpec.once("Indirect").after("Dependent"))
            .counting(SeederSpec.once("Unrelated"));

    Report report = tilth(content).deploy();

    assertThat(report.outcome()).isEqualTo(Report.Outcome.FAILED);
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("Broken")
        .hasMessageContaining("no more coffee");
    assertThat(report.seeders())
        .extracting(SeederOutcome::name, SeederOutcome::result)
        .containsExactly(
            tuple("Colours", SeederOutcome.Result.APPLIED),
            tuple("Second", SeederOutcome.Result.APPLIED),
            tuple("Alone", SeederOutcome.Result.APPLIED),
            tuple("Broken", SeederOutcome.Result.FAILED),
            tuple("Dependent", SeederOutcome.Result.NOT_REACHED),
            tuple("Indirect", SeederOutcome.Result.NOT_REACHED),
            tuple("Unrelated", SeederOutcome.Result.APPLIED));
    assertThat(database.column("SELECT who FROM public.counter ORDER BY who"))
        .containsExactly("Alone", "Second", "Unrelated");
    assertThat(database.column("SELECT name FROM tilth.seed ORDER BY name"))
        .containsExactly("Alone", "Colours", "Second", "Unrelated");
    assertThat(
            database.column(
                "SELECT name, outcome FROM tilth.step WHERE outcome <> 'applied' ORDER BY"
                    + " position"))
        .containsExactly("Broken|failed", "Dependent|not_reached", "Indirect|not_reached");
    assertThat(database.value("SELECT outcome FROM tilth.run")).isEqualTo("failed");
  }

  @Test
  void after_the_cause_is_gone_the_same_command_does_the_rest() {
    tilth(
            InlineContent.small()
                .seeder(
                    SeederSpec.once("Broken"),
                    context -> {
                      throw new IllegalStateException("no more coffee");
                    }))
        .deploy();

    Report report =
        tilth(InlineContent.small().counting(SeederSpec.once("Broken"))).deploy().orThrow();

    assertThat(report.appliedSeeders()).isEqualTo(1);
    assertThat(database.column("SELECT who FROM public.counter ORDER BY who"))
        .containsExactly("Alone", "Broken", "Second");
  }

  @Test
  void a_malformed_file_is_named_with_its_line_and_the_tables_stay_empty() {
    Report report =
        tilth(InlineContent.small().colours("code,name\nred,Red\nblue,Blue,Azure\n")).deploy();

    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("Colours")
        .hasMessageContaining("colours.csv:3");
    assertThat(database.value("SELECT count(*) FROM public.colours")).isEqualTo("0");
  }

  @Test
  void a_migration_with_an_error_names_script_line_statement_and_sqlstate() {
    InlineContent content =
        InlineContent.small()
            .script(
                "V4__broken.sql",
                """
                CREATE TABLE public.half (id bigint);

                INSERT INTO public.half
                SELECT nothing FROM public.colours;
                """)
            .script("V5__never.sql", "CREATE TABLE public.never (id bigint);");

    Report report = tilth(content).deploy();

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.failure().orElseThrow().getMessage())
        .contains("V4__broken.sql failed at line 4: ")
        .contains("column \"nothing\" does not exist")
        .contains("SQLSTATE 42703")
        .contains("INSERT INTO public.half SELECT nothing")
        .doesNotContain("\tat ");
    assertThat(report.migrations())
        .extracting(MigrationOutcome::script, MigrationOutcome::result)
        .containsExactly(
            tuple("V1__colours.sql", MigrationOutcome.Result.APPLIED),
            tuple("V2__counter.sql", MigrationOutcome.Result.APPLIED),
            tuple("V3__index.sql", MigrationOutcome.Result.APPLIED),
            tuple("V4__broken.sql", MigrationOutcome.Result.FAILED),
            tuple("V5__never.sql", MigrationOutcome.Result.NOT_REACHED),
            tuple("R__view.sql", MigrationOutcome.Result.NOT_REACHED));
    assertThat(report.seeders())
        .extracting(SeederOutcome::result)
        .containsOnly(SeederOutcome.Result.NOT_REACHED);
    assertThat(database.value("SELECT to_regclass('public.half') IS NULL")).isEqualTo("t");
    assertThat(database.value("SELECT outcome FROM tilth.run")).isEqualTo("failed");
  }

  @Test
  void a_password_in_a_failing_statement_is_masked() {
    InlineContent content =
        new InlineContent()
            .script("V1__role.sql", "CREATE ROLE nobody_knows PASSWORD 'hunter22' NONSENSE;");

    assertThat(tilth(content).deploy().failure().orElseThrow().getMessage())
        .contains("PASSWORD '...'")
        .doesNotContain("hunter22");
  }

  @Test
  void a_constraint_that_fails_at_the_commit_is_blamed_on_its_own_script() {
    InlineContent content =
        new InlineContent()
            .script("V1__a.sql", "CREATE TABLE public.a (id bigint PRIMARY KEY);")
            .script(
                "V2__b.sql",
                """
                CREATE TABLE public.b (
                  a bigint REFERENCES public.a DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO public.b VALUES (42);
                """)
            .script("V3__c.sql", "CREATE TABLE public.c (id bigint);");

    Report report = tilth(content).deploy();

    assertThat(report.migrations())
        .extracting(MigrationOutcome::script, MigrationOutcome::result)
        .containsExactly(
            tuple("V1__a.sql", MigrationOutcome.Result.APPLIED),
            tuple("V2__b.sql", MigrationOutcome.Result.FAILED),
            tuple("V3__c.sql", MigrationOutcome.Result.NOT_REACHED));
    assertThat(database.value("SELECT migrations FROM tilth.run")).isEqualTo("1");
  }

  @Test
  void an_error_of_the_virtual_machine_in_one_seeder_does_not_stop_the_others() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Linkless"),
                context -> {
                  throw new NoClassDefFoundError("com/example/Missing");
                })
            .counting(SeederSpec.once("Unrelated"));

    Report report = tilth(content).deploy();

    assertThat(report.failure().orElseThrow()).hasMessageContaining("com/example/Missing");
    assertThat(database.column("SELECT who FROM public.counter ORDER BY who"))
        .containsExactly("Alone", "Second", "Unrelated");
    assertThat(database.value("SELECT outcome FROM tilth.run")).isEqualTo("failed");
  }

  @Test
  void the_values_of_a_rejected_row_are_not_repeated() {
    InlineContent content =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Secretive"),
                context ->
                    context
                        .sql()
                        .execute(
                            "INSERT INTO public.colours (code, name) VALUES ('hash$x', NULL)"));

    assertThat(tilth(content).deploy().failure().orElseThrow().getMessage())
        .contains("SQLSTATE 23502")
        .doesNotContain("hash$x");
    assertThat(database.column("SELECT error FROM tilth.step WHERE error LIKE '%hash$x%'"))
        .isEmpty();
  }

  @Test
  void a_changed_migration_and_a_changed_once_seeder_are_refused_together_before_any_write() {
    tilth(InlineContent.small()).deploy();
    InlineContent changed =
        InlineContent.small()
            .script("V2__counter.sql", "CREATE TABLE public.counter (id bigint, who text);")
            .counting(SeederSpec.once("Alone").withVersion(2))
            .script("V9__new.sql", "CREATE TABLE public.fresh (id bigint);");

    assertThatExceptionOfType(ContentChangedException.class)
        .isThrownBy(() -> tilth(changed).deploy())
        .withMessageContaining("V2__counter.sql")
        .withMessageContaining("Seeder Alone")
        .withMessageContaining("Nothing was written");
    assertThat(database.value("SELECT to_regclass('public.fresh') IS NULL")).isEqualTo("t");
    assertThat(database.value("SELECT count(*) FROM tilth.run")).isEqualTo("1");
  }

  @Test
  void an_older_build_leaves_newer_migrations_alone() {
    tilth(InlineContent.small().script("V7__newer.sql", "CREATE TABLE public.newer (id bigint);"))
        .deploy();

    Report report = tilth(InlineContent.small()).deploy();

    assertThat(report.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    assertThat(report.warnings()).singleElement().asString().contains("V7__newer.sql");
  }

  @Test
  void migrations_are_not_applied_again_where_their_history_is_looked_for_elsewhere() {
    tilth(InlineContent.small()).deploy();

    assertThatExceptionOfType(HistoryMissingException.class)
        .isThrownBy(() ->
            InlineContent.small()
                .addTo(
                    Tilth.builder()
                        .settings(
                            SettingsLoader.of(
                                    Map.of("DATABASE_URL", database.url() + "?schema=other"),
                                    Path.of("nowhere"))
                                .load()))
                .build()
                .deploy())
        .withMessageContaining("other.flyway_schema_history");
    assertThat(database.value("SELECT to_regnamespace('other') IS NULL")).isEqualTo("t");
  }

  private Tilth tilth(InlineContent content) {
    return content.addTo(Tilth.builder().url(database.url())).build();
  }
}
