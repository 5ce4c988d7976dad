package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.deploy.Report;
import dev.tilth.plan.Selection;
import dev.tilth.policy.ForceRefusedException;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.policy.SeedingRefusedException;
import dev.tilth.policy.Trigger;
import dev.tilth.policy.UnclaimedDatabaseException;
import dev.tilth.policy.UnknownEnvironmentException;
import dev.tilth.policy.WrongEnvironmentException;
import dev.tilth.seed.SeederOutcome;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.track.RunRecord;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which environment a database is, and what that permits. */
@PostgresTest
final class EnvironmentIT {

  private static final Consent CLAIM = new Consent(true, false);

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void a_database_of_another_environment_is_refused_before_any_write() {
    tilth("qa", Trigger.PUSH).deploy();

    assertThatExceptionOfType(WrongEnvironmentException.class)
        .isThrownBy(() -> tilth("staging", Trigger.PUSH).deploy())
        .withMessageContaining("says that it is qa")
        .satisfies(e -> assertThat(e.kind().exitCode()).isEqualTo(7));
    assertThat(database.value("SELECT count(*) FROM tilth.run")).isEqualTo("1");
  }

  @Test
  void the_recorded_environment_needs_not_be_named_again() {
    tilth("qa", Trigger.PUSH).deploy();

    Report report =
        InlineContent.small().addTo(Tilth.builder().url(database.url())).build().deploy();

    assertThat(report.environment()).isEqualTo("qa");
  }

  @Test
  void a_protected_environment_is_claimed_only_by_a_persons_word() {
    Tilth prod = tilth("prod", Trigger.MANUAL);

    assertThatExceptionOfType(UnclaimedDatabaseException.class)
        .isThrownBy(prod::deploy)
        .withMessageContaining("--claim-database")
        .satisfies(e -> assertThat(e.kind().exitCode()).isEqualTo(6));
    assertThat(database.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'tilth'"))
        .isEqualTo("0");

    assertThat(prod.run("deploy", Selection.DEPLOY, CLAIM).outcome())
        .isEqualTo(Report.Outcome.DONE);
    assertThat(database.value("SELECT environment, protected FROM tilth.database"))
        .isEqualTo("prod|t");
  }

  @Test
  void a_database_with_objects_of_others_is_claimed_only_by_a_persons_word() {
    database.execute("CREATE TABLE public.theirs (id bigint)");

    assertThatExceptionOfType(UnclaimedDatabaseException.class)
        .isThrownBy(() -> tilth("qa", Trigger.PUSH).deploy())
        .withMessageContaining("tilth init --env qa --existing");

    assertThat(tilth("qa", Trigger.PUSH).init(new Consent(false, true))).isEqualTo("qa");
    assertThat(tilth("qa", Trigger.PUSH).deploy().outcome()).isEqualTo(Report.Outcome.DONE);
  }

  @Test
  void a_type_of_somebody_is_no_empty_database() {
    database.execute("CREATE TYPE public.mood AS ENUM ('calm')");

    assertThatExceptionOfType(UnclaimedDatabaseException.class)
        .isThrownBy(() -> tilth("qa", Trigger.PUSH).deploy());
  }

  @Test
  void a_database_that_recorded_nothing_cannot_be_reassigned() {
    assertThatExceptionOfType(UnclaimedDatabaseException.class)
        .isThrownBy(() -> tilth("prod", Trigger.MANUAL).reassign("prod", "staging", Consent.NONE))
        .withMessageContaining("cannot be reassigned from prod");
  }

  @Test
  void seeds_are_held_back_in_prod_on_push_and_run_for_a_person() {
    Report pushed = tilth("prod", Trigger.PUSH).run("deploy", Selection.DEPLOY, CLAIM);

    assertThat(pushed.exitCode()).isZero();
    assertThat(pushed.appliedMigrations()).isEqualTo(4);
    assertThat(pushed.seeders())
        .extracting(SeederOutcome::result, SeederOutcome::reason)
        .containsOnly(
            tuple(
                SeederOutcome.Result.HELD_BACK, "held back: prod runs no seeders on trigger push"));
    assertThat(database.value("SELECT count(*) FROM tilth.seed")).isEqualTo("0");

    assertThatExceptionOfType(SeedingRefusedException.class)
        .isThrownBy(() -> tilth("prod", Trigger.PUSH).seed())
        .satisfies(e -> assertThat(e.kind().exitCode()).isEqualTo(3));
    assertThatExceptionOfType(SeedingRefusedException.class)
        .isThrownBy(() -> tilth("prod", Trigger.STARTUP).seed());

    assertThat(tilth("prod", Trigger.MANUAL).seed().appliedSeeders()).isEqualTo(3);
  }

  @Test
  void force_runs_a_recorded_seeder_again_where_the_policy_allows() {
    tilth("qa", Trigger.PUSH).deploy();
    Selection force = Selection.SEED.withForce(Set.of("Alone")).withOnly(Set.of("Alone"));

    Report report = tilth("qa", Trigger.PUSH).run("seed", force, Consent.NONE);

    assertThat(report.seeders())
        .filteredOn(step -> step.result() == SeederOutcome.Result.APPLIED)
        .extracting(SeederOutcome::name, SeederOutcome::reason)
        .containsExactly(tuple("Alone", "forced"));
    assertThat(database.value("SELECT count(*) FROM public.counter WHERE who = 'Alone'"))
        .isEqualTo("2");
  }

  @Test
  void a_forced_run_says_why_where_the_policy_asks_for_it() {
    tilth("staging", Trigger.PUSH).deploy();
    Selection force = Selection.SEED.withForce(Set.of("Alone"));

    assertThatExceptionOfType(ForceRefusedException.class)
        .isThrownBy(() -> tilth("staging", Trigger.PUSH).run("seed", force, Consent.NONE))
        .withMessageContaining("force-reason")
        .satisfies(e -> assertThat(e.kind().exitCode()).isEqualTo(3));
    tilth("staging", Trigger.PUSH)
        .run("seed", force.withReason(" Names were wrong. "), Consent.NONE);

    assertThat(tilth("staging", Trigger.PUSH).history(2))
        .extracting(RunRecord::reason)
        .containsExactly(Optional.of("Names were wrong."), Optional.empty());
  }

  @Test
  void force_is_refused_where_the_policy_wants_a_plan_hash() {
    tilth("prod", Trigger.MANUAL).run("deploy", Selection.DEPLOY, CLAIM);

    assertThatExceptionOfType(ForceRefusedException.class)
        .isThrownBy(() ->
            tilth("prod", Trigger.MANUAL)
                .run("seed", Selection.SEED.withForce(Set.of("Alone")), Consent.NONE))
        .satisfies(e -> assertThat(e.kind().exitCode()).isEqualTo(3));
  }

  @Test
  void a_restored_copy_becomes_another_environment_only_explicitly() {
    tilth("prod", Trigger.MANUAL).run("deploy", Selection.DEPLOY, CLAIM);

    assertThatExceptionOfType(WrongEnvironmentException.class)
        .isThrownBy(() -> tilth("prod", Trigger.MANUAL).reassign("qa", "staging", Consent.NONE))
        .withMessageContaining("tilth init --reassign --from prod --to staging");
    tilth("prod", Trigger.MANUAL).reassign("prod", "staging", Consent.NONE);

    assertThat(database.value("SELECT environment, protected FROM tilth.database"))
        .isEqualTo("staging|f");
    assertThatExceptionOfType(WrongEnvironmentException.class)
        .isThrownBy(() -> tilth("prod", Trigger.MANUAL).deploy());
  }

  @Test
  void an_unknown_environment_is_refused_with_a_suggestion() {
    assertThatExceptionOfType(UnknownEnvironmentException.class)
        .isThrownBy(() -> tilth("stagin", Trigger.PUSH).deploy())
        .withMessageContaining("Did you mean 'staging'?");
  }

  /** What a seeder in code loads is known when it runs. */
  @Test
  void an_undefined_environment_of_a_table_in_code_fails_its_seeder() {
    TableData colours =
        TableData.of("public.colours", InlineContent.resource("colours.csv", "code,name\nr,Red\n"))
            .overlay("pord", InlineContent.resource("colours.pord.csv", "code,name\n"));

    Report report =
        InlineContent.small()
            .seeder(SeederSpec.once("Alone"), context -> context.load(colours))
            .addTo(Tilth.builder().url(database.url()))
            .environment("qa")
            .build()
            .deploy();

    assertThat(report.failure().orElseThrow())
        .hasMessageContaining("The overlay colours.pord.csv of seeder Alone is for the environment")
        .hasMessageContaining("Did you mean 'prod'?");
    assertThat(database.value("SELECT count(*) FROM public.colours WHERE code = 'r'"))
        .isEqualTo("0");
  }

  private Tilth tilth(String environment, Trigger trigger) {
    return InlineContent.small()
        .addTo(Tilth.builder().url(database.url()))
        .environment(environment)
        .trigger(trigger)
        .build();
  }
}
