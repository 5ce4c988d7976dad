package dev.tilth.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

/** Older never undoes newer: what a build is allowed to do after a newer one. */
final class OlderBuildTest {

  private static final String OURS = "ours";
  private static final String THEIRS = "theirs";

  private final List<MigrationScript> scripts = new ArrayList<>();
  private final List<SeederContent> seeders = new ArrayList<>();
  private final List<AppliedMigration> migrated = new ArrayList<>();
  private final List<AppliedSeed> seeded = new ArrayList<>();
  private final List<SupersededSeed> superseded = new ArrayList<>();
  private long release;
  private long seen;
  private String environment = "dev";
  private Selection selection = Selection.DEPLOY;

  @Test
  void a_lower_release_leaves_a_changed_seeder_alone_and_says_so() {
    releases(3, 5).seeder(SeederSpec.onChange("A")).seeded("A", THEIRS);

    Plan plan = plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(decisions(plan)).containsExactly(new SeederDecision.NewerApplied());
    assertThat(plan.warnings())
        .singleElement()
        .asString()
        .contains("A", "release 3", "has seen 5", "--allow-downgrade");
  }

  @Test
  void a_higher_release_is_never_older_so_that_it_can_revert_on_purpose() {
    releases(6, 5).seeder(SeederSpec.onChange("A")).seeded("A", THEIRS).superseded("A", OURS);
    repeatable().applied(null, "R__view.sql", 100).applied(null, "R__view.sql", 7);

    Plan plan = plan();

    assertThat(decisions(plan)).containsExactly(new SeederDecision.Run(SeederDecision.Why.CHANGED));
    assertThat(plan.migrations()).hasSize(1);
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void with_equal_releases_content_that_was_replaced_once_is_older() {
    for (long equal : List.of(0L, 5L)) {
      releases(equal, equal);
      seeders.clear();
      seeder(SeederSpec.onChange("A")).seeded("A", THEIRS).superseded("A", OURS);

      assertThat(decisions(plan())).containsExactly(new SeederDecision.NewerApplied());
      assertThat(plan().warnings())
          .singleElement()
          .asString()
          .contains("A", "applied here before", "--allow-downgrade");
    }
  }

  @Test
  void with_equal_releases_content_that_was_never_here_is_a_change() {
    releases(5, 5).seeder(SeederSpec.onChange("A")).seeded("A", THEIRS);
    superseded("A", "another").superseded("B", OURS);

    assertThat(decisions(plan()))
        .containsExactly(new SeederDecision.Run(SeederDecision.Why.CHANGED));
  }

  @Test
  void what_is_unchanged_or_unknown_to_the_database_is_not_a_matter_of_age() {
    releases(3, 5).seeder(SeederSpec.onChange("Same")).seeded("Same", OURS);
    seeder(SeederSpec.once("New")).superseded("New", OURS);
    script("1", 100);

    Plan plan = plan();

    assertThat(decisions(plan))
        .containsExactly(
            new SeederDecision.UpToDate(), new SeederDecision.Run(SeederDecision.Why.NEW));
    assertThat(plan.migrations()).hasSize(1);
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void a_changed_once_seeder_of_an_older_build_is_no_error() {
    releases(3, 5).seeder(SeederSpec.once("A")).seeded("A", THEIRS);
    assertThat(decisions(plan())).containsExactly(new SeederDecision.NewerApplied());

    releases(5, 5);
    assertThatExceptionOfType(ContentChangedException.class).isThrownBy(this::plan);

    superseded("A", OURS);
    assertThat(decisions(plan())).containsExactly(new SeederDecision.NewerApplied());
  }

  @Test
  void those_that_depend_on_what_a_newer_build_applied_may_run() {
    releases(3, 5).seeder(SeederSpec.onChange("A")).seeded("A", THEIRS);
    seeder(SeederSpec.once("B").after("A"));

    assertThat(plan().seedersToRun()).extracting(SeederStep::name).containsExactly("B");
  }

  @Test
  void force_alone_undoes_nothing_newer() {
    releases(3, 5).seeder(SeederSpec.onChange("A")).seeded("A", THEIRS);
    seeder(SeederSpec.onChange("Same")).seeded("Same", OURS);
    selection = Selection.SEED.withForce(Set.of("A", "Same"));

    assertThat(decisions(plan()))
        .containsExactly(
            new SeederDecision.NewerApplied(), new SeederDecision.Run(SeederDecision.Why.FORCED));
  }

  @Test
  void what_a_newer_build_applied_is_not_held_back_and_not_warned_of_elsewhere() {
    releases(3, 5).seeder(SeederSpec.onChange("A")).seeded("A", THEIRS);
    environment = "prod";
    assertThat(decisions(plan())).containsExactly(new SeederDecision.NewerApplied());

    selection = Selection.MIGRATE;
    assertThat(decisions(plan())).containsExactly(new SeederDecision.NotSelected());
    assertThat(plan().warnings()).isEmpty();
  }

  @Test
  void a_changed_versioned_migration_is_a_warning_only_where_the_release_is_lower() {
    releases(3, 5).script("1", 100).applied("1", "V1.sql", 8);

    assertThat(plan().isEmpty()).isTrue();
    assertThat(plan().warnings())
        .singleElement()
        .asString()
        .contains("V1.sql", "release 3", "has seen 5", "--allow-downgrade");

    releases(5, 5).applied("1", "V1.sql", 100).applied("1", "V1.sql", 8);
    assertThatExceptionOfType(ContentChangedException.class)
        .isThrownBy(this::plan)
        .withMessageContaining("checksum 8 then, 100 now");
  }

  @Test
  void a_migration_that_a_newer_build_put_in_between_is_a_warning() {
    script("1", 100).script("3", 100).applied("1", "V1.sql", 100);
    applied("3", "V3.sql", 100).applied("2", "V2.sql", 100);

    releases(3, 5);
    assertThat(plan().warnings()).singleElement().asString().contains("V2.sql");

    releases(5, 5);
    assertThatExceptionOfType(ContentChangedException.class)
        .isThrownBy(this::plan)
        .withMessageContaining("V2.sql was applied but is not in this build");
  }

  @Test
  void a_lower_release_leaves_a_repeatable_migration_alone() {
    releases(3, 5).repeatable().applied(null, "R__view.sql", 7);

    assertThat(plan().isEmpty()).isTrue();
    assertThat(plan().warnings())
        .singleElement()
        .asString()
        .contains("R__view.sql", "release 3", "has seen 5", "--allow-downgrade");
  }

  @Test
  void with_equal_releases_an_earlier_application_of_a_repeatable_migration_makes_it_older() {
    repeatable().applied(null, "R__view.sql", 100).applied(null, "R__view.sql", 7);
    assertThat(plan().isEmpty()).isTrue();
    assertThat(plan().warnings())
        .singleElement()
        .asString()
        .contains("R__view.sql", "applied here before", "--allow-downgrade");

    migrated.remove(0);
    assertThat(plan().migrations()).hasSize(1);
    assertThat(plan().warnings()).isEmpty();
  }

  @Test
  void a_persons_word_turns_all_of_it_off() {
    releases(3, 5).seeder(SeederSpec.onChange("A")).seeded("A", THEIRS);
    repeatable().applied(null, "R__view.sql", 100).applied(null, "R__view.sql", 7);
    selection = Selection.DEPLOY.withAllowDowngrade(true);

    assertThat(decisions(plan()))
        .containsExactly(new SeederDecision.Run(SeederDecision.Why.CHANGED));
    assertThat(plan().migrations()).hasSize(1);
    assertThat(plan().warnings()).isEmpty();

    releases(5, 5).superseded("A", OURS);
    assertThat(plan().seedersToRun()).hasSize(1);
    assertThat(plan().migrations()).hasSize(1);

    releases(3, 5).script("1", 100).applied("1", "V1.sql", 8);
    assertThatExceptionOfType(ContentChangedException.class).isThrownBy(this::plan);
  }

  @Test
  void a_release_is_not_negative() {
    releases(-1, 0);
    assertThatIllegalArgumentException().isThrownBy(this::plan).withMessageContaining("-1");
  }

  private Plan plan() {
    return new Planner(
            new Content(release, scripts, seeders),
            Environments.builtIn().policy(environment),
            Trigger.PUSH,
            selection,
            Review.NONE)
        .plan(
            new DatabaseState(
                Optional.of(environment),
                false,
                true,
                seen,
                migrated,
                seeded,
                superseded,
                List.of()));
  }

  private static List<SeederDecision> decisions(Plan plan) {
    return plan.seeders().stream().map(SeederStep::decision).toList();
  }

  private OlderBuildTest releases(long ofThisBuild, long ofTheDatabase) {
    release = ofThisBuild;
    seen = ofTheDatabase;
    return this;
  }

  private OlderBuildTest script(String version, int checksum) {
    scripts.add(
        new MigrationScript(
            Optional.of(Version.of(version)), "", "V" + version + ".sql", checksum));
    return this;
  }

  private OlderBuildTest repeatable() {
    scripts.add(new MigrationScript(Optional.empty(), "view", "R__view.sql", 100));
    return this;
  }

  private OlderBuildTest seeder(SeederSpec spec) {
    seeders.add(new SeederContent(spec, OURS, 0));
    return this;
  }

  private OlderBuildTest applied(@Nullable String version, String script, int checksum) {
    migrated.add(
        new AppliedMigration(
            migrated.size() + 1,
            Optional.ofNullable(version).map(Version::of),
            version == null ? "view" : "",
            "SQL",
            script,
            Optional.of(checksum),
            Instant.EPOCH,
            true));
    return this;
  }

  private OlderBuildTest seeded(String name, String checksum) {
    seeded.add(
        new AppliedSeed(
            name, 1, checksum, UUID.randomUUID(), Instant.EPOCH, new SeedProgress.Done()));
    return this;
  }

  private OlderBuildTest superseded(String name, String checksum) {
    superseded.add(new SupersededSeed(name, checksum));
    return this;
  }
}
