package dev.tilth.seed;

import dev.tilth.plan.Plan;
import dev.tilth.plan.SeederStep;
import dev.tilth.spi.SeederSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which steps of a plan may begin: each as soon as what it depends on is settled. One whose
 * dependencies nobody has declared begins when everything before it in the plan is settled, and
 * what comes after it waits for it. Always taking the next one and settling it is the plan's order.
 */
final class Agenda {

  private final List<SeederStep> waiting;
  private final Set<String> atWork = new HashSet<>();

  /** Waiting or at work. */
  private final Set<String> open = new HashSet<>();

  private final Set<String> broken = new HashSet<>();
  private boolean closed;

  Agenda(Plan plan) {
    this.waiting = new ArrayList<>(plan.seeders());
    plan.seeders().forEach(step -> open.add(step.name()));
  }

  /** Whether every step is settled. */
  boolean isDone() {
    return open.isEmpty();
  }

  /** Begins the first step that may begin; none where all of them wait for steps at work. */
  Optional<SeederStep> begin() {
    if (closed) {
      return Optional.empty();
    }
    for (SeederStep step : waiting) {
      if (mayBegin(step)) {
        waiting.remove(step);
        atWork.add(step.name());
        closed = isAlone(step);
        return Optional.of(step);
      }
      if (isAlone(step)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * Begins the same one, and with it those that come next in the plan as long as the group admits
   * them: what they depend on is settled, or comes before them in the group.
   *
   * @return empty where none may begin
   */
  List<SeederStep> begin(Grouping group) {
    List<SeederStep> begun = new ArrayList<>();
    begin().ifPresent(begun::add);
    boolean open =
        !begun.isEmpty() && missing(begun.getFirst()).isEmpty() && group.admits(begun.getFirst());
    while (open && !waiting.isEmpty()) {
      SeederStep next = waiting.getFirst();
      open = mayFollow(next, begun) && group.admits(next);
      if (open) {
        waiting.removeFirst();
        atWork.add(next.name());
        closed |= isAlone(next);
        begun.add(next);
      }
    }
    return begun;
  }

  private boolean mayFollow(SeederStep step, List<SeederStep> begun) {
    Set<String> others = new HashSet<>(isAlone(step) ? atWork : open);
    begun.forEach(member -> others.remove(member.name()));
    return missing(step).isEmpty()
        && (isAlone(step)
            ? others.isEmpty()
            : Collections.disjoint(spec(step).dependsOn(), others));
  }

  /** Steps that were begun wait again, in their places. */
  void putBack(List<SeederStep> steps) {
    steps.forEach(step -> atWork.remove(step.name()));
    waiting.addAll(0, steps);
    closed = false;
  }

  private boolean mayBegin(SeederStep step) {
    return isAlone(step)
        ? atWork.isEmpty()
        : !step.runs() || Collections.disjoint(spec(step).dependsOn(), open);
  }

  private static boolean isAlone(SeederStep step) {
    return step.runs() && spec(step).dependencies().isEmpty();
  }

  private static SeederSpec spec(SeederStep step) {
    return step.seeder().spec();
  }

  /** What a step needs and does not have. */
  List<String> missing(SeederStep step) {
    return spec(step).dependsOn().stream().filter(broken::contains).toList();
  }

  /** A step that was begun has ended. */
  void settle(SeederOutcome outcome) {
    atWork.remove(outcome.name());
    open.remove(outcome.name());
    if (!outcome.satisfies()) {
      broken.add(outcome.name());
    }
    closed = false;
  }
}
