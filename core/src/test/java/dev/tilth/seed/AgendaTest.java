package dev.tilth.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.plan.Plan;
import dev.tilth.plan.SeederContent;
import dev.tilth.plan.SeederDecision;
import dev.tilth.plan.SeederStep;
import dev.tilth.policy.Environments;
import dev.tilth.policy.Trigger;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableSeeder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AgendaTest {

  private static final SeederSpec A = SeederSpec.once("A").independent();
  private static final SeederSpec B = SeederSpec.once("B").independent();
  private static final SeederSpec AFTER_A = SeederSpec.once("AfterA").after("A");
  private static final SeederSpec SILENT = SeederSpec.once("Silent");

  @Test
  void what_depends_on_nothing_begins_at_once() {
    assertThat(begun(agenda(A, B))).containsExactly("A", "B");
  }

  @Test
  void a_dependent_begins_when_what_it_needs_is_settled() {
    Agenda agenda = agenda(A, AFTER_A, B);

    assertThat(begun(agenda)).containsExactly("A", "B");
    settle(agenda, "B", SeederOutcome.Result.APPLIED);
    assertThat(begun(agenda)).isEmpty();
    settle(agenda, "A", SeederOutcome.Result.APPLIED);
    assertThat(begun(agenda)).containsExactly("AfterA");
  }

  @Test
  void what_says_nothing_waits_for_everything_before_it_and_keeps_everything_after_it_waiting() {
    Agenda agenda = agenda(A, SILENT, B);

    assertThat(begun(agenda)).containsExactly("A");
    settle(agenda, "A", SeederOutcome.Result.APPLIED);
    assertThat(begun(agenda)).containsExactly("Silent");
    settle(agenda, "Silent", SeederOutcome.Result.APPLIED);
    assertThat(begun(agenda)).containsExactly("B");
  }

  @Test
  void what_the_plan_does_not_run_keeps_nobody_waiting() {
    SeederStep held =
        new SeederStep(
            new SeederContent(SILENT, "sum", 0),
            new SeederDecision.NotSelected(),
            Optional.empty());
    Agenda agenda = new Agenda(plan(Stream.of(step(A), held, step(B))));

    assertThat(begun(agenda)).containsExactly("A", "Silent", "B");
  }

  @Test
  void what_depends_on_a_failed_one_misses_it() {
    Agenda agenda = agenda(A, AFTER_A);

    var unused = begun(agenda);
    settle(agenda, "A", SeederOutcome.Result.FAILED);

    assertThat(agenda.missing(step(AFTER_A))).containsExactly("A");
    assertThat(begun(agenda)).containsExactly("AfterA");
    assertThat(agenda.isDone()).isFalse();
    settle(agenda, "AfterA", SeederOutcome.Result.NOT_REACHED);
    assertThat(agenda.isDone()).isTrue();
  }

  @Test
  void one_at_a_time_it_is_the_plans_order() {
    Agenda agenda = agenda(B, SILENT, A, AFTER_A);
    List<String> order = new ArrayList<>();
    while (!agenda.isDone()) {
      String next = agenda.begin().orElseThrow().name();
      order.add(next);
      settle(agenda, next, SeederOutcome.Result.FAILED);
    }

    assertThat(order).containsExactly("B", "Silent", "A", "AfterA");
  }

  @Test
  void a_group_is_what_comes_next_in_the_plan_with_what_it_needs_before_it() {
    Agenda agenda = agenda(A, AFTER_A, SILENT, B);

    assertThat(names(agenda.begin(group()))).containsExactly("A", "AfterA", "Silent", "B");
    assertThat(agenda.begin(group())).isEmpty();
  }

  @Test
  void a_group_ends_before_what_needs_a_step_at_work_elsewhere() {
    Agenda agenda = agenda(A, B, AFTER_A, SILENT);

    assertThat(names(agenda.begin(group("A")))).containsExactly("A");
    assertThat(names(agenda.begin(group()))).containsExactly("B");
    settle(agenda, "A", SeederOutcome.Result.APPLIED);
    assertThat(names(agenda.begin(group()))).containsExactly("AfterA");
  }

  @Test
  void one_that_is_alone_joins_no_group_while_others_are_at_work() {
    Agenda agenda = agenda(A, B, SILENT);

    assertThat(names(agenda.begin(group("A")))).containsExactly("A");
    assertThat(names(agenda.begin(group()))).containsExactly("B");
    assertThat(agenda.begin(group())).isEmpty();
  }

  @Test
  void a_group_leaves_out_what_must_be_by_itself_and_what_misses_something() {
    Agenda agenda = agenda(A, B, AFTER_A);

    assertThat(names(agenda.begin(group("B")))).containsExactly("A");
    settle(agenda, "A", SeederOutcome.Result.FAILED);
    assertThat(names(agenda.begin(group("B")))).containsExactly("B");
    settle(agenda, "B", SeederOutcome.Result.APPLIED);
    assertThat(agenda.missing(agenda.begin(group()).getFirst())).containsExactly("A");
  }

  @Test
  void what_misses_something_begins_no_group() {
    Agenda agenda = agenda(A, AFTER_A, SILENT);

    assertThat(names(agenda.begin(group("AfterA")))).containsExactly("A");
    settle(agenda, "A", SeederOutcome.Result.FAILED);
    assertThat(names(agenda.begin(group()))).containsExactly("AfterA");
  }

  @Test
  void what_is_put_back_begins_again_in_its_place() {
    Agenda agenda = agenda(A, SILENT, B);

    agenda.putBack(agenda.begin(group()));

    assertThat(names(agenda.begin(group("A", "Silent", "B")))).containsExactly("A");
    assertThat(agenda.begin(group())).isEmpty();
  }

  @Test
  void what_is_put_back_comes_before_what_has_not_begun() {
    Agenda agenda = agenda(A, B, SILENT);

    List<SeederStep> begun = agenda.begin(group("Silent"));
    agenda.putBack(begun);

    assertThat(names(begun)).containsExactly("A", "B");
    assertThat(names(agenda.begin(group("A", "B", "Silent")))).containsExactly("A");
  }

  /** Admits all, except these. */
  private static Grouping group(String... apart) {
    Map<String, Seeder> seeders =
        Stream.of(A, B, AFTER_A, SILENT)
            .collect(Collectors.toMap(SeederSpec::name, TableSeeder::of));
    return new Grouping(seeders, Set.of(apart));
  }

  private static List<String> names(List<SeederStep> steps) {
    return steps.stream().map(SeederStep::name).toList();
  }

  private static List<String> begun(Agenda agenda) {
    List<String> names = new ArrayList<>();
    for (var step = agenda.begin(); step.isPresent(); step = agenda.begin()) {
      names.add(step.get().name());
    }
    return names;
  }

  private static void settle(Agenda agenda, String name, SeederOutcome.Result result) {
    agenda.settle(SeederOutcome.without(name, result, ""));
  }

  private static Agenda agenda(SeederSpec... specs) {
    return new Agenda(plan(Stream.of(specs).map(AgendaTest::step)));
  }

  private static SeederStep step(SeederSpec spec) {
    return new SeederStep(
        new SeederContent(spec, "sum", 0),
        new SeederDecision.Run(SeederDecision.Why.NEW),
        Optional.empty());
  }

  private static Plan plan(Stream<SeederStep> steps) {
    return new Plan(
        Environments.builtIn().policy("dev"),
        Trigger.PUSH,
        List.of(),
        List.of(),
        steps.toList(),
        List.of());
  }
}
