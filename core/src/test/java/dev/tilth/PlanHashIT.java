package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.config.SettingsLoader;
import dev.tilth.config.TilthSettings;
import dev.tilth.database.RetryPolicy;
import dev.tilth.database.SessionSettings;
import dev.tilth.deploy.Limits;
import dev.tilth.deploy.Report;
import dev.tilth.plan.PlanHash;
import dev.tilth.plan.PlanMovedException;
import dev.tilth.plan.Selection;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.spi.TableSeeder;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A run that is held to a plan does what the plan had, or refuses. */
@PostgresTest
final class PlanHashIT extends PlanHashFixture {

  private static final Duration RETRIES = Duration.ofMinutes(1);

  @Test
  void what_was_planned_is_done() {
    roles("a,A");
    PlanHash fresh = hash(Selection.DEPLOY);
    assertThat(hash(Selection.DEPLOY)).isEqualTo(fresh);
    assertThat(deploy(fresh).exitCode()).isZero();
    roles("a,B", "b,B");
    assertThat(deploy(hash(Selection.DEPLOY)).appliedSeeders()).isEqualTo(1);
    assertThat(names()).containsExactly("a|B", "b|B");
  }

  @Test
  void where_nothing_is_left_to_do_nothing_is_refused() {
    roles("a,A");
    PlanHash hash = hash(Selection.DEPLOY);
    assertThat(deploy(hash).outcome()).isEqualTo(Report.Outcome.DONE);
    assertThat(deploy(hash).outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
  }

  @Test
  void a_run_that_failed_may_be_tried_again_with_the_same_hash_as_long_as_nothing_was_applied() {
    content.script("V1__tables.sql", "CREATE VIEW public.v AS SELECT * FROM outside.later;");
    PlanHash hash = hash(Selection.DEPLOY);
    assertThat(deploy(hash).exitCode()).isEqualTo(1);
    database.execute("CREATE SCHEMA outside; CREATE TABLE outside.later (x int)");
    assertThat(deploy(hash).exitCode()).isZero();
  }

  @Test
  void other_content_is_refused() {
    roles("a,A");
    PlanHash hash = hash(Selection.DEPLOY);
    roles("a,B");
    refused(hash, "the content of this build");
    assertThat(database.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'tilth'"))
        .isEqualTo("0");
  }

  @Test
  void a_script_with_another_text_and_the_same_checksum_is_refused() {
    content.script("V2__note.sql", "SELECT 'plumless';");
    PlanHash hash = hash(Selection.DEPLOY);
    // CRC-32 of the two words is the same, and so is that of texts that differ in them alone.
    content.script("V2__note.sql", "SELECT 'buckeroo';");
    refused(hash, "the content of this build");
  }

  @Test
  void records_that_somebody_else_added_are_told() {
    counting("Other");
    deploy();
    roles("a,A");
    PlanHash hash = hash(Selection.DEPLOY);
    seed(Selection.SEED.withForce(Set.of("Other")).withOnly(Set.of("Other")), Optional.empty());
    refused(hash, "the records of what was applied to the database");
  }

  @Test
  void rows_that_somebody_edited_since_are_told() {
    roles("a,A", "b,B");
    deploy();
    roles("a,C", "b,B");
    PlanHash hash = hash(Selection.DEPLOY);
    database.execute("UPDATE public.role SET name = 'X' WHERE code = 'a'");
    refused(hash, "the rows that would change");
    PlanHash edited = hash(Selection.DEPLOY);
    database.execute("UPDATE public.role SET name = 'X' WHERE code = 'b'");
    refused(edited, "the rows that would change");
    assertThat(deploy(hash(Selection.DEPLOY)).exitCode()).isZero();
    assertThat(names()).containsExactly("a|C", "b|B");
  }

  @Test
  void columns_that_no_seeder_manages_may_move() {
    content.script("V1__tables.sql", V1 + " ALTER TABLE public.role ADD COLUMN seen int;");
    roles("a,A");
    deploy();
    roles("a,C");
    PlanHash hash = hash(Selection.DEPLOY);
    database.execute("UPDATE public.role SET seen = 5");
    assertThat(deploy(hash).exitCode()).isZero();
  }

  @Test
  void another_selection_is_another_plan() {
    roles("a,A");
    counting("Other");
    PlanHash hash = hash(Selection.DEPLOY);
    assertThatExceptionOfType(PlanMovedException.class)
        .isThrownBy(() -> tilth().run("migrate", Selection.MIGRATE, CONSENT, Optional.of(hash)))
        .withMessageContaining("what is to be done in this environment");
    environment = "qa";
    refused(hash, "what is to be done in this environment");
  }

  @Test
  void what_a_migration_does_unseen_is_caught_in_the_transaction_of_the_seeder() {
    roles("a,A");
    deploy();
    roles("a,B");
    content.script(
        "V2__hidden.sql",
        "DO $$ BEGIN EXECUTE 'UPDATE public.ro' || 'le SET name = ''Z'''; END $$;");
    counting("Other");
    Report report = deploy(hash(Selection.DEPLOY));

    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(report.failure().orElseThrow())
        .isInstanceOf(PlanMovedException.class)
        .hasMessageContaining("The rows of table public.role that seeder Roles would change")
        .hasMessageContaining(
            "0 inserted, 1 updated, 0 deleted in both, the same numbers but other rows or values.")
        .hasMessageContaining("The migrations of this run stay applied: V2__hidden.sql.")
        .hasMessageContaining("tilth plan");
    assertThat(names()).containsExactly("a|Z");
    assertThat(report.seeders())
        .extracting(SeederOutcome::name, SeederOutcome::result)
        .containsExactly(
            tuple("Roles", SeederOutcome.Result.FAILED),
            tuple("Other", SeederOutcome.Result.APPLIED));
    assertThat(deploy(hash(Selection.DEPLOY)).exitCode()).isZero();
  }

  @Test
  void a_new_table_that_did_not_come_empty_is_refused() {
    content.script(
        "V1__tables.sql",
        V1 + " DO $$ BEGIN EXECUTE 'INSERT INTO public.ro' || 'le VALUES (''a'', ''Z'')'; END $$;");
    roles("a,A");
    Report report = deploy(hash(Selection.DEPLOY));
    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(report.failure().orElseThrow())
        .hasMessageContaining(
            "1 inserted into a new table there, 0 inserted, 1 updated, 0 deleted");
  }

  @Test
  void others_do_not_write_between_the_comparison_and_the_load() {
    roles("a,A");
    deploy();
    content.seeder(new Interrupted(data("a,B"), database));
    assertThat(deploy(hash(Selection.DEPLOY)).exitCode()).isZero();
    assertThat(names()).containsExactly("a|B");
  }

  @Test
  void the_output_settings_of_a_role_do_not_count() {
    content.script(
        "V1__tables.sql",
        V1 + " ALTER TABLE public.role ADD COLUMN span interval, ADD COLUMN raw bytea;");
    content.seeder(
        TableSeeder.of(
            SeederSpec.onChange("Roles"),
            TableData.of(
                    "public.role",
                    InlineContent.resource(
                        "roles.csv", "code,span,raw\na,1 day 2 hours,\\\\xDEADBEEF\n"))
                .key("code")));
    tilth().migrate();
    PlanHash hash = hash(Selection.DEPLOY);
    database.execute(
        "ALTER DATABASE %1$s SET intervalstyle = 'iso_8601'; ALTER DATABASE %1$s SET bytea_output ="
                .formatted(database.name())
            + " 'escape'");
    assertThat(hash(Selection.DEPLOY)).isEqualTo(hash);
    assertThat(deploy(hash).exitCode()).isZero();
  }

  @Test
  void another_place_of_the_history_is_another_plan() {
    roles("a,A");
    PlanHash hash = hash(Selection.DEPLOY);
    TilthSettings settings =
        SettingsLoader.of(Map.of(), Path.of("nowhere"))
            .with("tilth.migrations.schema", "other")
            .load();
    Tilth elsewhere =
        content
            .addTo(Tilth.builder().settings(settings).url(database.url()).environment("dev"))
            .build();
    assertThatExceptionOfType(PlanMovedException.class)
        .isThrownBy(() -> elsewhere.run("deploy", Selection.DEPLOY, CONSENT, Optional.of(hash)));
  }

  @Test
  void a_table_that_somebody_has_for_himself_is_waited_for() throws Exception {
    roles("a,A");
    deploy();
    roles("a,B");
    PlanHash hash = hash(Selection.DEPLOY);
    Tilth impatient =
        content
            .addTo(
                builder()
                    .session(SessionSettings.DEFAULTS.withLockTimeout(Duration.ofMillis(100)))
                    .limits(
                        new Limits(
                            Limits.DEFAULT.run(),
                            Limits.DEFAULT.nonTransactional(),
                            new RetryPolicy(
                                2, Duration.ofMillis(1), Duration.ofMillis(1), RETRIES))))
            .build();
    try (RivalSession rival = new RivalSession(database)) {
      rival.execute("LOCK TABLE public.role IN ACCESS EXCLUSIVE MODE");
      assertThatExceptionOfType(TilthException.class)
          .isThrownBy(impatient::plan)
          .withMessageContaining("It was tried 2 times.")
          .withMessageContaining("application 'the rival'");
    }
    assertThat(impatient.run("deploy", Selection.DEPLOY, CONSENT, Optional.of(hash)).exitCode())
        .isZero();
  }

  @Test
  void who_may_only_insert_is_told_what_a_held_run_takes() {
    roles("a,A");
    deploy();
    content.seeder(
        TableSeeder.of(
            SeederSpec.onChange("Roles"), data("a,A", "b,B").mode(TableMode.INSERT_MISSING)));
    String role = database.name() + "_inserter";
    database.execute(
        """
        CREATE ROLE %1$s LOGIN PASSWORD 's3cret';
        GRANT ALL ON SCHEMA tilth TO %1$s;
        GRANT ALL ON ALL TABLES IN SCHEMA tilth TO %1$s;
        GRANT SELECT ON public.flyway_schema_history TO %1$s;
        GRANT SELECT, INSERT ON public.role TO %1$s;
        """
            .formatted(role));
    try {
      String url = database.url().replaceFirst("//[^@]*@", "//" + role + ":s3cret@");
      Tilth inserter = content.addTo(builder().url(url)).build();
      Optional<PlanHash> hash = Optional.of(hash(Selection.SEED));
      assertThat(inserter.run("seed", Selection.SEED, CONSENT, hash).failure().orElseThrow())
          .hasMessageContaining("GRANT UPDATE ON \"public\".\"role\" TO");
      assertThat(inserter.run("seed", Selection.SEED, CONSENT).exitCode()).isZero();
    } finally {
      database.execute("DROP OWNED BY %1$s CASCADE; DROP ROLE %1$s".formatted(role));
    }
  }

  @Test
  void a_run_without_the_run_lock_is_held_to_its_plan_too() {
    roles("a,A");
    deploy();
    roles("a,B");
    PlanHash hash = hash(Selection.SEED);
    database.execute("UPDATE public.role SET name = 'X'");
    Tilth lockless = content.addTo(builder().withoutRunLock()).build();
    assertThatExceptionOfType(PlanMovedException.class)
        .isThrownBy(() -> lockless.run("seed", Selection.SEED, CONSENT, Optional.of(hash)));
    Optional<PlanHash> now = Optional.of(hash(Selection.SEED));
    assertThat(lockless.run("seed", Selection.SEED, CONSENT, now).exitCode()).isZero();
  }

  /** Declared data, and before it is loaded somebody else tries to write. */
  private record Interrupted(TableData data, TestDatabase database) implements TableSeeder {

    @Override
    public SeederSpec spec() {
      return SeederSpec.onChange("Roles");
    }

    @Override
    public List<TableData> tables() {
      return List.of(data);
    }

    @Override
    public void seed(SeedContext context) throws Exception {
      try (RivalSession rival = new RivalSession(database)) {
        rival.execute("SET lock_timeout = 200");
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> rival.execute("UPDATE public.role SET name = 'rival'"))
            .withMessageContaining("lock timeout");
      }
      TableSeeder.super.seed(context);
    }
  }
}
