package dev.tilth.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.policy.Environments;
import dev.tilth.policy.Review;
import dev.tilth.policy.Trigger;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.SeederSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is planned for a seeder of which some chunks are missing. */
final class IncompleteSeederTest {

  private static final String BEGUN = "begun";

  private Selection selection = Selection.DEPLOY;
  private long release;

  @Test
  void the_same_content_is_continued_and_dependents_follow_it() {
    Plan plan = plan(SeederSpec.once("Cases"), BEGUN);

    assertThat(plan.seedersToRun())
        .extracting(SeederStep::name, step -> step.decision().reason())
        .containsExactly(tuple("Cases", "continued"), tuple("After", "new"));
  }

  @Test
  void other_content_of_one_that_runs_on_change_is_a_change() {
    assertThat(plan(SeederSpec.onChange("Cases"), "other").seedersToRun().getFirst().decision())
        .isEqualTo(new SeederDecision.Run(SeederDecision.Why.CHANGED));
  }

  @Test
  void other_content_of_one_that_runs_once_is_an_error_with_what_to_do() {
    assertThatExceptionOfType(ContentChangedException.class)
        .isThrownBy(() -> plan(SeederSpec.once("Cases"), "other"))
        .withMessageContaining(
            "Seeder Cases runs once, and its content was changed when 7 of 20 chunks were done. If"
                + " it cannot be loaded without the change, begin with the first chunk of the new"
                + " content: --force Cases; rows that are right already are left alone. Otherwise"
                + " restore it and run again.");
  }

  @Test
  void force_begins_anew() {
    selection = Selection.DEPLOY.withForce(Set.of("Cases"));

    for (String content : List.of(BEGUN, "other")) {
      assertThat(plan(SeederSpec.once("Cases"), content).seedersToRun().getFirst().decision())
          .isEqualTo(new SeederDecision.Run(SeederDecision.Why.FORCED));
    }
  }

  @Test
  void a_dependent_cannot_run_without_the_rest() {
    selection = Selection.DEPLOY.withOnly(Set.of("After"));

    assertThatExceptionOfType(DependencyNotAppliedException.class)
        .isThrownBy(() -> plan(SeederSpec.once("Cases"), BEGUN))
        .withMessageContaining("Cases");
  }

  @Test
  void an_older_build_leaves_what_a_newer_one_has_begun() {
    release = 5;
    selection = Selection.DEPLOY.withOnly(Set.of("Cases"));

    assertThat(plan(SeederSpec.onChange("Cases"), "older").seeders().getFirst().decision())
        .isEqualTo(new SeederDecision.NewerApplied());
  }

  private Plan plan(SeederSpec cases, String content) {
    List<SeederContent> seeders =
        List.of(
            new SeederContent(cases, content, 0),
            new SeederContent(SeederSpec.once("After").after("Cases"), "after", 0));
    return new Planner(
            new Content(1, List.of(), seeders),
            Environments.builtIn().policy("dev"),
            Trigger.PUSH,
            selection,
            Review.NONE)
        .plan(state());
  }

  private DatabaseState state() {
    AppliedSeed begun =
        new AppliedSeed(
            "Cases",
            1,
            BEGUN,
            UUID.randomUUID(),
            Instant.EPOCH,
            new SeedProgress.Incomplete(7, new Chunking(1_000, 50)));
    return new DatabaseState(
        Optional.of("dev"), false, true, release, List.of(), List.of(begun), List.of(), List.of());
  }
}
