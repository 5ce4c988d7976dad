package dev.tilth.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Environments;
import dev.tilth.policy.Review;
import dev.tilth.policy.Trigger;
import dev.tilth.spi.SeederSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PlannerTest {

  private final List<MigrationScript> scripts = new ArrayList<>();
  private final List<SeederContent> seeders = new ArrayList<>();
  private final List<AppliedMigration> migrated = new ArrayList<>();
  private final List<AppliedSeed> seeded = new ArrayList<>();
  private final List<JournalEntry> journal = new ArrayList<>();
  private EnvironmentPolicy policy = Environments.builtIn().policy("dev");
  private Trigger trigger = Trigger.PUSH;
  private Selection selection = Selection.DEPLOY;

  @Test
  void an_empty_database_gets_everything_in_order() {
    script("10").script("9").repeatable("view");
    seeder(SeederSpec.once("B").after("A")).seeder(SeederSpec.once("A"));

    Plan plan = plan();

    assertThat(plan.migrations())
        .extracting(MigrationScript::script)
        .containsExactly("V9.sql", "V10.sql", "R__view.sql");
    assertThat(plan.seedersToRun()).extracting(SeederStep::name).containsExactly("A", "B");
    assertThat(plan.isEmpty()).isFalse();
  }

  @Test
  void what_is_applied_and_unchanged_is_left_alone() {
    script("1").applied("1", 100);
    seeder(SeederSpec.once("A")).seeded("A", "sum A 1");

    Plan plan = plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.seeders())
        .extracting(SeederStep::decision)
        .containsExactly(new SeederDecision.UpToDate());
  }

  @Test
  void a_changed_repeatable_migration_is_pending_and_no_error() {
    repeatable("view").applied(null, 7);

    assertThat(plan().migrations())
        .extracting(MigrationScript::script)
        .containsExactly("R__view.sql");
  }

  @Test
  void everything_that_was_changed_is_reported_at_once() {
    script("1").applied("1", 7).script("2").applied("2", 8);
    seeder(SeederSpec.once("A")).seeded("A", "old");

    assertThatExceptionOfType(ContentChangedException.class)
        .isThrownBy(this::plan)
        .withMessageContaining("V1.sql was changed")
        .withMessageContaining("checksum 8 then, 100 now")
        .withMessageContaining("Seeder A");
  }

  @Test
  void a_changed_once_seeder_is_an_error_even_when_it_is_not_selected() {
    seeder(SeederSpec.once("A")).seeded("A", "old").seeder(SeederSpec.once("B"));
    selection = Selection.SEED.withOnly(Set.of("B"));

    assertThatExceptionOfType(ContentChangedException.class).isThrownBy(this::plan);
  }

  @Test
  void a_changed_on_change_seeder_runs_again_and_knows_which_row_it_saw() {
    seeder(SeederSpec.onChange("A")).seeded("A", "old");

    SeederStep step = plan().seedersToRun().get(0);

    assertThat(step.decision()).isEqualTo(new SeederDecision.Run(SeederDecision.Why.CHANGED));
    assertThat(step.seen()).contains(seeded.get(0));
  }

  @Test
  void an_applied_migration_that_is_gone_is_an_error_unless_it_is_newer() {
    script("2").applied("1", 100).applied("2", 100).applied("3", 100);

    assertThatExceptionOfType(ContentChangedException.class)
        .isThrownBy(this::plan)
        .withMessageContaining("V1.sql was applied but is not in this build");

    migrated.remove(0);
    assertThat(plan().warnings()).singleElement().asString().contains("V3.sql");
  }

  @Test
  void a_failed_script_without_a_transaction_stops_everything() {
    script("1").failed("V1.sql", Optional.of("1"), 100);

    assertThatExceptionOfType(ContentChangedException.class)
        .isThrownBy(this::plan)
        .withMessageContaining("V1.sql failed half-way");
  }

  @Test
  void a_failed_script_that_the_journal_knows_is_pending_until_it_succeeds() {
    script("1").script("2").failed("V2.sql", Optional.of("2"), 100);
    journal.add(new JournalEntry("V2.sql", 100));

    assertThat(plan().migrations())
        .extracting(MigrationScript::script)
        .containsExactly("V1.sql", "V2.sql");

    applied("2", 100).applied("1", 100);
    assertThat(plan().isEmpty()).isTrue();
  }

  @Test
  void a_failed_repeatable_script_that_the_journal_knows_is_pending() {
    repeatable("view").failed("R__view.sql", Optional.empty(), 100);
    journal.add(new JournalEntry("R__view.sql", 100));

    assertThat(plan().migrations())
        .extracting(MigrationScript::script)
        .containsExactly("R__view.sql");
  }

  @Test
  void a_repeatable_script_that_is_what_it_was_before_a_failure_is_not_pending() {
    repeatable("view").applied(null, 100).failed("R__view.sql", Optional.empty(), 7);
    journal.add(new JournalEntry("R__view.sql", 7));

    assertThat(plan().migrations()).isEmpty();
    assertThat(plan().abandoned()).containsExactly("R__view.sql");
  }

  @Test
  void a_failed_script_that_the_journal_knows_may_be_gone() {
    script("1").script("3").applied("1", 100).failed("V2.sql", Optional.of("2"), 100);
    journal.add(new JournalEntry("V2.sql", 100));

    Plan plan = plan();

    assertThat(plan.migrations()).extracting(MigrationScript::script).containsExactly("V3.sql");
    assertThat(plan.abandoned()).containsExactly("V2.sql");
    assertThat(plan.warnings()).singleElement().asString().contains("V2.sql", "tilth repair");
  }

  @Test
  void a_broken_off_script_that_is_gone_is_something_to_do() {
    script("1").applied("1", 100);
    journal.add(new JournalEntry("V9.sql", 100));

    assertThat(plan().isEmpty()).isFalse();

    selection = Selection.SEED;
    assertThat(plan().isEmpty()).isTrue();
  }

  @Test
  void a_failed_script_that_is_gone_makes_no_other_one_late() {
    script("1").script("2").applied("1", 100).failed("V3.sql", Optional.of("3"), 100);
    journal.add(new JournalEntry("V3.sql", 100));
    policy = Environments.builtIn().policy("staging");

    assertThat(plan().migrations()).extracting(MigrationScript::script).containsExactly("V2.sql");
  }

  @Test
  void a_deletion_takes_earlier_rows_of_its_version_away() {
    script("1").applied("1", 100).applied("2", 100).deleted("2");
    assertThat(plan().isEmpty()).isTrue();

    scripts.add(new MigrationScript(Optional.of(Version.of("2")), "", "V2.sql", 7));
    assertThat(plan().migrations()).extracting(MigrationScript::script).containsExactly("V2.sql");

    applied("2", 7);
    assertThat(plan().isEmpty()).isTrue();
  }

  @Test
  void a_deletion_takes_earlier_rows_of_its_description_away() {
    repeatable("view").applied(null, 100).deleted(null);

    assertThat(plan().migrations())
        .extracting(MigrationScript::script)
        .containsExactly("R__view.sql");
  }

  @Test
  void an_attempt_that_succeeded_is_not_open_again_because_its_row_was_deleted() {
    script("1").applied("1", 100).applied("2", 100).deleted("2");
    journal.add(new JournalEntry("V2.sql", 100));

    assertThat(plan().isEmpty()).isTrue();
  }

  @Test
  void a_journal_about_another_script_excuses_no_failure() {
    script("1").script("2").applied("1", 100).failed("V2.sql", Optional.of("2"), 100);
    journal.add(new JournalEntry("V3.sql", 100));

    assertThatExceptionOfType(ContentChangedException.class)
        .isThrownBy(this::plan)
        .withMessageContaining("V2.sql failed half-way");
  }

  @Test
  void a_journal_entry_is_open_until_its_script_has_succeeded() {
    journal.add(new JournalEntry("V1.sql", 100));
    assertThat(state().openJournal()).hasSize(1);

    failed("V1.sql", Optional.of("1"), 100);
    assertThat(state().openJournal()).hasSize(1);

    applied("1", 7);
    assertThat(state().openJournal()).isEmpty();
  }

  @Test
  void that_of_a_repeatable_script_is_open_until_the_same_content_has_succeeded() {
    applied(null, 7);
    journal.add(new JournalEntry("R__view.sql", 100));
    assertThat(state().openJournal()).hasSize(1);

    applied(null, 100);
    assertThat(state().openJournal()).isEmpty();
  }

  @Test
  void an_older_success_closes_no_attempt_to_go_back_to_that_content() {
    applied(null, 100).applied(null, 7);
    journal.add(new JournalEntry("R__view.sql", 100));

    assertThat(state().openJournal()).hasSize(1);
  }

  @Test
  void a_late_migration_needs_a_policy_that_allows_it() {
    script("1").script("2").applied("2", 100);

    assertThat(plan().migrations()).extracting(MigrationScript::script).containsExactly("V1.sql");

    policy = Environments.builtIn().policy("staging");
    assertThatExceptionOfType(OutOfOrderException.class)
        .isThrownBy(this::plan)
        .withMessageContaining("V1.sql")
        .withMessageContaining("staging");
  }

  @Test
  void nothing_at_or_below_a_baseline_is_pending() {
    script("1").script("2").script("3");
    migrated.add(
        new AppliedMigration(
            1,
            Optional.of(Version.of("2")),
            "",
            "BASELINE",
            "",
            Optional.empty(),
            Instant.EPOCH,
            true));

    assertThat(plan().migrations()).extracting(MigrationScript::script).containsExactly("V3.sql");
  }

  @Test
  void seeders_of_other_environments_and_their_absence_hold_nobody_up() {
    seeder(SeederSpec.once("Demo").in("qa")).seeder(SeederSpec.once("A").after("Demo"));

    assertThat(plan().seeders())
        .extracting(SeederStep::name, SeederStep::decision)
        .containsExactly(
            tuple("Demo", new SeederDecision.OtherEnvironment()),
            tuple("A", new SeederDecision.Run(SeederDecision.Why.NEW)));
  }

  @Test
  void a_selection_that_leaves_a_dependency_out_is_refused_unless_it_is_applied() {
    seeder(SeederSpec.once("A")).seeder(SeederSpec.once("B").after("A"));
    selection = Selection.SEED.withOnly(Set.of("B"));

    assertThatExceptionOfType(DependencyNotAppliedException.class)
        .isThrownBy(this::plan)
        .withMessageContaining(
            "has not been applied: B needs A. Nothing was written. Select A too");

    seeded("A", "sum A 1");
    assertThat(plan().seedersToRun()).extracting(SeederStep::name).containsExactly("B");
  }

  @Test
  void all_that_a_selection_lacks_is_listed_at_once() {
    seeder(SeederSpec.once("A"))
        .seeder(SeederSpec.once("B").after("A"))
        .seeder(SeederSpec.once("C").after("B"))
        .seeder(SeederSpec.once("D").after("E"))
        .seeder(SeederSpec.once("E"));
    selection = Selection.SEED.withOnly(Set.of("C", "D"));

    assertThatExceptionOfType(DependencyNotAppliedException.class)
        .isThrownBy(this::plan)
        .withMessageContaining("B needs A; C needs B; D needs E.")
        .withMessageContaining("Select A, B, E too");
  }

  @Test
  void tags_select_seeders() {
    seeder(SeederSpec.once("A").tagged("x", "y")).seeder(SeederSpec.once("B"));
    selection = Selection.DEPLOY.withTags(Set.of("y"));

    assertThat(plan().seedersToRun()).extracting(SeederStep::name).containsExactly("A");
  }

  @Test
  void an_unknown_name_in_the_selection_is_refused_with_a_suggestion() {
    seeder(SeederSpec.once("RoleSeeder").tagged("reference"));

    selection = Selection.SEED.withOnly(Set.of("RoleSeder"));
    assertThatExceptionOfType(UnknownSeederException.class)
        .isThrownBy(this::plan)
        .withMessageContaining("Did you mean 'RoleSeeder'?");
    selection = Selection.SEED.withTags(Set.of("referense"));
    assertThatExceptionOfType(UnknownSeederException.class)
        .isThrownBy(this::plan)
        .withMessageContaining("Did you mean 'reference'?");
  }

  @Test
  void a_build_without_a_tag_or_a_seeder_says_so() {
    selection = Selection.SEED.withOnly(Set.of("A"));
    assertThatExceptionOfType(UnknownSeederException.class)
        .isThrownBy(this::plan)
        .withMessage("There is no seeder 'A'; this build has no seeder.");
    seeder(SeederSpec.once("A"));
    selection = Selection.SEED.withTags(Set.of("nope"));
    assertThatExceptionOfType(UnknownSeederException.class)
        .isThrownBy(this::plan)
        .withMessage("There is no tag 'nope'; no seeder of this build has a tag.");
  }

  @Test
  void a_committed_claim_without_an_end_needs_a_person() {
    seeder(SeederSpec.once("A"));
    seeded.add(
        new AppliedSeed(
            "A", 1, "sum A 1", UUID.randomUUID(), Instant.EPOCH, new SeedProgress.BrokenOff()));

    assertThatExceptionOfType(UnfinishedSeederException.class)
        .isThrownBy(this::plan)
        .withMessageContaining("A");
  }

  @Test
  void seeders_are_held_back_where_the_policy_says_so() {
    policy = Environments.builtIn().policy("prod");
    script("1");
    seeder(SeederSpec.once("A"));

    assertThat(plan().seedersToRun()).isEmpty();
    assertThat(plan().heldBack()).extracting(SeederStep::name).containsExactly("A");
    assertThat(plan().migrations()).hasSize(1);

    trigger = Trigger.MANUAL;
    assertThat(plan().seedersToRun()).hasSize(1);
  }

  private Plan plan() {
    return new Planner(new Content(0, scripts, seeders), policy, trigger, selection, Review.NONE)
        .plan(state());
  }

  private DatabaseState state() {
    return new DatabaseState(
        Optional.of(policy.name()), false, true, 0, migrated, seeded, List.of(), journal);
  }

  private PlannerTest script(String version) {
    scripts.add(
        new MigrationScript(Optional.of(Version.of(version)), "", "V" + version + ".sql", 100));
    return this;
  }

  private PlannerTest repeatable(String description) {
    scripts.add(
        new MigrationScript(Optional.empty(), description, "R__" + description + ".sql", 100));
    return this;
  }

  private PlannerTest seeder(SeederSpec spec) {
    seeders.add(new SeederContent(spec, "sum %s %d".formatted(spec.name(), spec.version()), 0));
    return this;
  }

  private PlannerTest applied(@Nullable String version, int checksum) {
    Optional<Version> parsed = Optional.ofNullable(version).map(Version::of);
    migrated.add(
        new AppliedMigration(
            migrated.size() + 1,
            parsed,
            parsed.isPresent() ? "" : "view",
            "SQL",
            parsed.map(v -> "V" + v + ".sql").orElse("R__view.sql"),
            Optional.of(checksum),
            Instant.EPOCH,
            true));
    return this;
  }

  /** As {@code flyway repair} writes it for a script that is gone. */
  private PlannerTest deleted(@Nullable String version) {
    AppliedMigration last = migrated.getLast();
    migrated.add(
        new AppliedMigration(
            migrated.size() + 1,
            Optional.ofNullable(version).map(Version::of),
            last.description(),
            "DELETE",
            last.script(),
            last.checksum(),
            Instant.EPOCH,
            true));
    return this;
  }

  private PlannerTest failed(String script, Optional<String> version, int checksum) {
    migrated.add(
        new AppliedMigration(
            migrated.size() + 1,
            version.map(Version::of),
            version.isPresent() ? "" : "view",
            "SQL",
            script,
            Optional.of(checksum),
            Instant.EPOCH,
            false));
    return this;
  }

  private PlannerTest seeded(String name, String checksum) {
    seeded.add(
        new AppliedSeed(
            name, 1, checksum, UUID.randomUUID(), Instant.EPOCH, new SeedProgress.Done()));
    return this;
  }
}
