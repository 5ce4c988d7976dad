package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.deploy.Report;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.plan.Plan;
import dev.tilth.policy.Trigger;
import dev.tilth.render.Renderer;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.snapshot.SnapshotReader;
import dev.tilth.snapshot.SnapshotScope;
import dev.tilth.spi.RowCounts;
import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.CuttingProxy;
import dev.tilth.track.RunRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@PostgresTest
final class DeployIT {

  @Test
  void an_empty_database_gets_every_migration_and_seeder(TestDatabase given) {
    TestDatabase database = given.another();

    Report report = tilth(database, InlineContent.small()).deploy();

    assertThat(report.outcome()).isEqualTo(Report.Outcome.DONE);
    assertThat(report.exitCode()).isZero();
    assertThat(report.environment()).isEqualTo("dev");
    assertThat(report.migrations())
        .extracting(MigrationOutcome::script, MigrationOutcome::result)
        .containsExactly(
            tuple("V1__colours.sql", MigrationOutcome.Result.APPLIED),
            tuple("V2__counter.sql", MigrationOutcome.Result.APPLIED),
            tuple("V3__index.sql", MigrationOutcome.Result.APPLIED),
            tuple("R__view.sql", MigrationOutcome.Result.APPLIED));
    assertThat(report.seeders())
        .extracting(SeederOutcome::name, s -> s.rows().orElseThrow(), SeederOutcome::exact)
        .containsExactly(
            tuple("Colours", new RowCounts(2, 0, 0, 0), true),
            tuple("Second", new RowCounts(1, 0, 0, 0), false),
            tuple("Alone", new RowCounts(1, 0, 0, 0), false));
    assertThat(database.column("SELECT code FROM public.colours ORDER BY id"))
        .containsExactly("red", "green");
  }

  @Test
  void who_only_migrates_has_passed_no_seeder_over(TestDatabase given) {
    Report report = tilth(given.another(), InlineContent.small()).migrate();

    assertThat(Renderer.text(false).report(report)).doesNotContain("not selected");
    assertThat(Renderer.markdown().report(report)).doesNotContain("not selected");
  }

  @Test
  void a_second_deployment_changes_nothing_at_all(TestDatabase given) throws SQLException {
    TestDatabase database = given.another();
    tilth(database, InlineContent.small()).deploy();
    String rows = rows(database);
    String schema = schema(database);

    Report report = tilth(database, InlineContent.small()).deploy();

    assertThat(report.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
    assertThat(rows(database)).isEqualTo(rows);
    assertThat(schema(database)).isEqualTo(schema);
  }

  @Test
  void a_second_deployment_asks_one_question_on_one_connection(TestDatabase given) {
    TestDatabase database = given.another();
    tilth(database, InlineContent.small()).deploy();

    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      InlineContent.small().addTo(Tilth.builder().url(proxy.url())).build().deploy();

      assertThat(proxy.messages())
          .filteredOn(ClientMessage::isBoundary)
          .singleElement()
          .satisfies(only -> assertThat(only.connection()).isEqualTo(1));
      assertThat(proxy.messages())
          .extracting(ClientMessage::text)
          .filteredOn(text -> !text.isEmpty())
          .allMatch(text -> text.startsWith("SELECT") && !text.contains("advisory"));
    }
  }

  @Test
  void a_report_says_the_time_to_which_a_backup_would_have_to_be_restored(TestDatabase given) {
    TestDatabase database = given.another();
    String asked = database.column("SELECT to_json(clock_timestamp())#>>'{}'").getFirst();

    Report report = tilth(database, InlineContent.small()).deploy();

    Instant before = report.restorePoint().orElseThrow();
    assertThat(before).isAfter(OffsetDateTime.parse(asked).toInstant());
    assertThat(
            database.column(
                "SELECT to_json(at)#>>'{}' FROM ("
                    + "SELECT claimed_at AS at FROM tilth.database"
                    + " UNION SELECT started_at FROM tilth.run"
                    + " UNION SELECT started_at FROM tilth.seed) AS times"))
        .hasSizeGreaterThan(2)
        .allSatisfy(written ->
            assertThat(OffsetDateTime.parse(written).toInstant()).isAfterOrEqualTo(before));
  }

  @Test
  void a_report_of_a_run_that_wrote_nothing_has_no_such_time(TestDatabase given) {
    TestDatabase database = given.another();
    tilth(database, InlineContent.small()).deploy();

    assertThat(tilth(database, InlineContent.small()).deploy().restorePoint()).isEmpty();
  }

  @Test
  void only_what_changed_is_applied_again(TestDatabase given) {
    TestDatabase database = given.another();
    tilth(database, InlineContent.small()).deploy();
    InlineContent changed =
        InlineContent.small()
            .colours("code,name\nred,Crimson\ngreen,Green\nblue,Blue\n")
            .script("V4__note.sql", "ALTER TABLE public.counter ADD COLUMN note text;");

    Report report = tilth(database, changed).deploy();

    assertThat(report.migrations())
        .extracting(MigrationOutcome::script)
        .containsExactly("V4__note.sql");
    assertThat(report.seeders())
        .filteredOn(step -> step.result() == SeederOutcome.Result.APPLIED)
        .extracting(SeederOutcome::name, SeederOutcome::reason, s -> s.rows().orElseThrow())
        .containsExactly(tuple("Colours", "changed", new RowCounts(1, 1, 0, 1)));
    assertThat(database.column("SELECT name FROM public.colours ORDER BY code"))
        .containsExactly("Blue", "Green", "Crimson");
  }

  @Test
  void the_plan_is_what_the_deployment_then_does(TestDatabase given) {
    TestDatabase database = given.another();
    Tilth tilth = tilth(database, InlineContent.small());

    Plan plan = tilth.plan().steps();
    String untouched = database.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'tilth'");
    Report report = tilth.deploy();

    assertThat(untouched).isEqualTo("0");
    assertThat(report.migrations())
        .extracting(MigrationOutcome::script)
        .containsExactlyElementsOf(
            plan.migrations().stream().map(script -> script.script()).toList());
    assertThat(report.seeders())
        .extracting(SeederOutcome::name)
        .containsExactlyElementsOf(plan.seedersToRun().stream().map(step -> step.name()).toList());
    assertThat(tilth.plan().isEmpty()).isTrue();
  }

  @Test
  void status_and_history_tell_who_did_what(TestDatabase given) {
    TestDatabase database = given.another();
    Tilth tilth = tilth(database, InlineContent.small());
    assertThat(tilth.history(10)).isEmpty();
    assertThat(tilth.status().isUpToDate()).isFalse();

    Report report = tilth.deploy();

    assertThat(tilth.status().isUpToDate()).isTrue();
    assertThat(tilth.status().state().seeds()).hasSize(3).allMatch(seed -> seed.done());
    assertThat(tilth.history(10))
        .extracting(RunRecord::id, RunRecord::outcome, RunRecord::migrations, RunRecord::seeders)
        .containsExactly(tuple(report.runId(), "done", 4, 3));
    assertThat(tilth.history(10).get(0).origin().launcher()).isEqualTo("library");
    assertThat(
            database.column(
                "SELECT position, kind, name, outcome FROM tilth.step ORDER BY position"))
        .containsExactly(
            "1|migration|V1__colours.sql|applied",
            "2|migration|V2__counter.sql|applied",
            "3|migration|V3__index.sql|applied",
            "4|migration|R__view.sql|applied",
            "5|seeder|Colours|applied",
            "6|seeder|Second|applied",
            "7|seeder|Alone|applied");
  }

  @Test
  void scripts_and_their_history_are_what_plain_flyway_expects(TestDatabase given) {
    TestDatabase database = given.another();
    tilth(database, InlineContent.small()).deploy();

    assertThat(
            database.column(
                "SELECT version, description, type, success FROM public.flyway_schema_history"
                    + " ORDER BY installed_rank"))
        .containsExactly("1|colours|SQL|t", "2|counter|SQL|t", "3|index|SQL|t", "NULL|view|SQL|t");
  }

  @Test
  void migrate_and_seed_do_their_own_part(TestDatabase given) {
    TestDatabase database = given.another();
    Tilth tilth = tilth(database, InlineContent.small());

    Report migrated = tilth.migrate();
    Report seeded = tilth.seed();

    assertThat(migrated.appliedMigrations()).isEqualTo(4);
    assertThat(migrated.appliedSeeders()).isZero();
    assertThat(seeded.appliedMigrations()).isZero();
    assertThat(seeded.appliedSeeders()).isEqualTo(3);
  }

  @Test
  void an_application_may_lend_its_own_data_source(TestDatabase given) {
    TestDatabase database = given.another();

    Report report =
        InlineContent.small()
            .addTo(Tilth.builder().dataSource(database.dataSource()).environment("dev"))
            .trigger(Trigger.STARTUP)
            .build()
            .deploy();

    assertThat(report.outcome()).isEqualTo(Report.Outcome.DONE);
  }

  @Test
  void a_lent_connection_goes_back_without_the_run_lock(TestDatabase given) throws SQLException {
    TestDatabase database = given.another();
    try (Connection lent = database.connect()) {
      DataSource pool = new OneConnectionPool(lent, database.dataSource());
      InlineContent.small()
          .addTo(Tilth.builder().dataSource(pool).environment("dev"))
          .build()
          .deploy();

      assertThat(
              database.value(
                  "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid <>"
                      + " pg_backend_pid() AND database = (SELECT oid FROM pg_database WHERE"
                      + " datname = current_database())"))
          .isEqualTo("0");
    }
  }

  private static Tilth tilth(TestDatabase database, InlineContent content) {
    return content.addTo(Tilth.builder().url(database.url())).build();
  }

  private static String rows(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return DatabaseContent.withTuples(connection).toString();
    }
  }

  private static String schema(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return new SnapshotReader(SnapshotScope.EVERYTHING).read(connection).text();
    }
  }
}
