package dev.tilth;

import static dev.tilth.RehearsalFixture.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.database.SessionSettings;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.rehearse.RehearsedStep;
import dev.tilth.rehearse.RehearsedStep.Result;
import dev.tilth.seed.TableRows;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSpec;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each step of a rehearsal finds its session and the constraints as it would in a real run. */
@PostgresTest
final class RehearsedSessionIT {

  private static final String TABLES =
      """
      CREATE TABLE public.parent (id int PRIMARY KEY);
      CREATE TABLE public.child (
        id int PRIMARY KEY,
        parent int CONSTRAINT of_parent REFERENCES public.parent DEFERRABLE INITIALLY DEFERRED);
      CREATE TABLE public.strict (
        id int CONSTRAINT strict_key UNIQUE DEFERRABLE INITIALLY IMMEDIATE);
      """;

  private static final String CHILD_FIRST =
      "INSERT INTO public.child VALUES (2, 2); INSERT INTO public.parent VALUES (2);";

  private RehearsalFixture fixture;

  @BeforeEach
  void start(TestDatabase given) {
    fixture = new RehearsalFixture(given.another());
  }

  @Test
  void a_deferred_constraint_is_judged_at_the_step_that_violates_it() {
    InlineContent content =
        tables()
            .seeder(SeederSpec.once("Good"), context -> run(context, CHILD_FIRST))
            .seeder(
                SeederSpec.once("Orphan"),
                context -> run(context, "INSERT INTO public.child VALUES (3, 3)"))
            .seeder(
                SeederSpec.once("Next"),
                context -> run(context, "INSERT INTO public.child VALUES (3, 2)"));

    Rehearsal rehearsal = fixture.rehearse(content);

    assertThat(rehearsal.steps())
        .extracting(RehearsedStep::name, RehearsedStep::result)
        .containsExactly(
            tuple("V1__tables.sql", Result.PASSED),
            tuple("Good", Result.PASSED),
            tuple("Orphan", Result.FAILED),
            tuple("Next", Result.PASSED));
    assertThat(step(rehearsal, "Orphan").failure().orElseThrow())
        .hasMessageContaining("What Orphan did violates a deferred constraint")
        .hasMessageContaining("SQLSTATE 23503, constraint of_parent");
  }

  @Test
  void constraints_are_deferred_or_not_again_as_they_were_declared() {
    InlineContent content =
        tables()
            .script("V2__c.sql", "SET CONSTRAINTS ALL DEFERRED; SELECT 1;")
            .script("V3__c.sql", CHILD_FIRST)
            .script(
                "V4__late.sql",
                """
                CREATE TABLE public.late (
                  id int, parent int CONSTRAINT late_parent REFERENCES public.parent
                    DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO public.late VALUES (4, 4);
                INSERT INTO public.parent VALUES (4);
                """)
            .script(
                "V5__strict.sql",
                "INSERT INTO public.strict VALUES (1); INSERT INTO public.strict VALUES (1);"
                    + " DELETE FROM public.strict;");

    Rehearsal rehearsal = fixture.rehearse(content);

    assertThat(rehearsal.steps())
        .extracting(RehearsedStep::name, RehearsedStep::result)
        .containsExactly(
            tuple("V1__tables.sql", Result.PASSED),
            tuple("V2__c.sql", Result.PASSED),
            tuple("V3__c.sql", Result.PASSED),
            tuple("V4__late.sql", Result.PASSED),
            tuple("V5__strict.sql", Result.FAILED));
    assertThat(content.addTo(fixture.builder()).build().deploy().failure().orElseThrow())
        .hasMessageContaining("V5__strict.sql");
  }

  @Test
  void a_name_that_a_constraint_shares_with_one_that_cannot_be_deferred_is_no_obstacle() {
    Rehearsal rehearsal =
        fixture.rehearse(
            tables()
                .script(
                    "V2__same.sql",
                    "CREATE TABLE public.same (i int CONSTRAINT of_parent REFERENCES parent);")
                .script(
                    "V3__t.sql", "INSERT INTO parent VALUES (9); INSERT INTO same VALUES (9);"));

    assertThat(rehearsal.passed()).isTrue();
  }

  /** The server refuses to alter a table that has events pending. */
  @Test
  void what_was_deferred_is_done_before_the_next_step() {
    Rehearsal rehearsal =
        fixture.rehearse(
            tables()
                .script("V2__rows.sql", CHILD_FIRST)
                .script("V3__alter.sql", "ALTER TABLE public.child ADD COLUMN name text;"));

    assertThat(rehearsal.passed()).isTrue();
  }

  @Test
  void what_a_step_sets_ends_with_it() {
    String mess =
        """
        SET search_path = pg_catalog;
        SET lock_timeout = 0;
        SET statement_timeout = 0;
        SET session_replication_role = replica;
        CREATE TEMPORARY TABLE leftover (i int);
        PREPARE prepared AS SELECT 1;
        """;
    String check =
        """
        DO $$ BEGIN
          IF current_setting('search_path') NOT LIKE '%"public"' OR
             current_setting('lock_timeout') <> '2s' OR
             current_setting('statement_timeout') <> '1min' OR
             current_setting('session_replication_role') <> 'origin' OR
             to_regclass('leftover') IS NOT NULL
          THEN RAISE 'leaked: % % %', current_setting('search_path'),
             current_setting('lock_timeout'), current_setting('statement_timeout');
          END IF;
        END $$;
        PREPARE prepared AS SELECT 1;
        """;
    InlineContent content =
        new InlineContent()
            .script("V1__mess.sql", mess)
            .script("V2__check.sql", check)
            .seeder(SeederSpec.once("Mess"), context -> run(context, mess))
            .seeder(SeederSpec.once("Check"), context -> run(context, check))
            .seeder(SeederSpec.once("Failing"), context -> run(context, mess + "SELECT 1 / 0"))
            .seeder(SeederSpec.once("Again"), context -> run(context, check));

    Rehearsal rehearsal = fixture.rehearse(content);

    assertThat(rehearsal.failures())
        .singleElement()
        .satisfies(only -> assertThat(only).hasMessageContaining("division by zero"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set lock_timeout = '0'; set statement_timeout = 0;",
        "SET LOCAL lock_timeout = '1h'; SET LOCAL statement_timeout = '2d';",
        "RESET ALL;",
        "SELECT set_config(n, '0', false) FROM unnest('{lock_timeout,statement_timeout}'::text[])"
            + " n;",
        "DO $$ BEGIN SET lock_timeout = 0; SET statement_timeout = 0; END $$;"
      })
  void no_script_lifts_the_limits_of_the_rehearsal(String lifting) {
    Rehearsal rehearsal = fixture.rehearse(limitsAfter(lifting, "2s 1min"));

    assertThat(rehearsal.failures()).isEmpty();
  }

  @Test
  void a_script_may_wait_for_less_than_the_rehearsal() {
    String shorter = "SET lock_timeout = '300ms'; SET statement_timeout = '5s';";

    assertThat(fixture.rehearse(limitsAfter(shorter, "300ms 5s")).failures()).isEmpty();
  }

  private static InlineContent limitsAfter(String statements, String expected) {
    String check =
        """
        DO $$
        DECLARE limits text := concat_ws(' ', current_setting('lock_timeout'),
            current_setting('statement_timeout'));
        BEGIN
          IF limits <> '%s' THEN RAISE 'limits: %%', limits; END IF;
        END $$;
        """
            .formatted(expected);
    return new InlineContent().script("V1__limits.sql", statements + check);
  }

  @Test
  void scripts_find_the_search_path_of_a_real_run() {
    InlineContent content =
        new InlineContent()
            .script("V1__schema.sql", "CREATE SCHEMA app;")
            .script("V2__t.sql", "CREATE TABLE t (i int); INSERT INTO t VALUES (1);")
            .seeder(
                SeederSpec.once("Own"),
                context -> run(context, "CREATE TABLE u (i int); INSERT INTO u VALUES (1)"));
    Tilth tilth =
        content
            .addTo(fixture.builder())
            .session(SessionSettings.DEFAULTS.withSearchPath("app"))
            .build();

    Rehearsal rehearsal = fixture.rehearse(tilth);
    tilth.deploy().orThrow();

    for (String step : new String[] {"V2__t.sql", "Own"}) {
      assertThat(step(rehearsal, step).tables())
          .extracting(TableRows::table)
          .singleElement()
          .satisfies(table ->
              assertThat(fixture.database().value("SELECT count(*) FROM " + table)).isEqualTo("1"));
    }
  }

  private static InlineContent tables() {
    return new InlineContent().script("V1__tables.sql", TABLES);
  }

  private static void run(SeedContext context, String sql) {
    context
        .sql()
        .connection(connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute(sql);
          }
        });
  }
}
