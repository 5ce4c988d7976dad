package dev.tilth.plan;

import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Trigger;
import dev.tilth.spi.SeedMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the seeders of this build with the tracker. */
final class SeederComparison {

  private final List<SeederContent> seeders;
  private final DatabaseState state;
  private final EnvironmentPolicy policy;
  private final Trigger trigger;
  private final Selection selection;
  private final BuildAge age;

  SeederComparison(
      List<SeederContent> seeders,
      DatabaseState state,
      EnvironmentPolicy policy,
      Trigger trigger,
      Selection selection,
      BuildAge age) {
    this.seeders = seeders;
    this.state = state;
    this.policy = policy;
    this.trigger = trigger;
    this.selection = selection;
    this.age = age;
  }

  /** ONCE seeders that were applied and are different. */
  List<String> changes() {
    List<String> changes = new ArrayList<>();
    for (SeederContent seeder : seeders) {
      if (isForThisEnvironment(seeder) && isChangedOnce(seeder)) {
        changes.add(state.seed(seeder.name()).map(SeederComparison::change).orElseThrow());
      }
    }
    return changes;
  }

  private static String change(AppliedSeed seed) {
    return seed.incomplete()
        .map(chunks ->
            ("Seeder %s runs once, and its content was changed when %s. If it cannot be loaded"
                    + " without the change, begin with the first chunk of the new content:"
                    + " --force %s; rows that are right already are left alone. Otherwise restore"
                    + " it and run again.")
                .formatted(seed.name(), chunks.pastWords(), seed.name()))
        .orElseGet(() ->
            ("Seeder %s runs once, and its content was changed after it had been applied; restore"
                    + " it, and put the change into a new seeder, or make it ON_CHANGE (in a .conf:"
                    + " run = on-change).")
                .formatted(seed.name()));
  }

  private boolean isChangedOnce(SeederContent seeder) {
    return seeder.spec().mode() == SeedMode.ONCE
        && !selection.force().contains(seeder.name())
        && state.seed(seeder.name()).filter(seed -> isChanged(seeder, seed)).isPresent()
        && !age.isReplaced(seeder);
  }

  private static boolean isChanged(SeederContent seeder, AppliedSeed seed) {
    return !seed.checksum().equals(seeder.checksum());
  }

  List<SeederStep> steps() {
    List<SeederStep> steps = new ArrayList<>();
    Set<String> running = new LinkedHashSet<>();
    Set<String> satisfied = new HashSet<>();
    for (SeederContent seeder : seeders) {
      Optional<AppliedSeed> seen = state.seed(seeder.name());
      SeederDecision decision = decide(seeder, seen);
      if (decision instanceof SeederDecision.Run) {
        running.add(seeder.name());
      }
      if (seen.filter(AppliedSeed::done).isPresent()
          || decision instanceof SeederDecision.Run
          || decision instanceof SeederDecision.OtherEnvironment) {
        satisfied.add(seeder.name());
      }
      steps.add(new SeederStep(seeder, decision, seen));
    }
    DependencyNotAppliedException.check(seeders, running, satisfied);
    return steps;
  }

  private SeederDecision decide(SeederContent seeder, Optional<AppliedSeed> seen) {
    if (!isForThisEnvironment(seeder)) {
      return new SeederDecision.OtherEnvironment();
    }
    if (!selection.selects(seeder)) {
      return new SeederDecision.NotSelected();
    }
    if (seen.filter(seed -> isChanged(seeder, seed)).isPresent() && age.isReplaced(seeder)) {
      return new SeederDecision.NewerApplied();
    }
    Optional<SeederDecision.Why> why = why(seeder, seen);
    if (why.isEmpty()) {
      return new SeederDecision.UpToDate();
    }
    return policy.seedsOn(trigger)
        ? new SeederDecision.Run(why.get())
        : new SeederDecision.HeldBack(
            "held back: %s runs no seeders on trigger %s".formatted(policy.name(), trigger.word()));
  }

  private Optional<SeederDecision.Why> why(SeederContent seeder, Optional<AppliedSeed> seen) {
    if (seen.isEmpty()) {
      return Optional.of(SeederDecision.Why.NEW);
    }
    if (selection.force().contains(seeder.name())) {
      return Optional.of(SeederDecision.Why.FORCED);
    }
    if (isChanged(seeder, seen.get())) {
      return seeder.spec().mode() == SeedMode.ON_CHANGE
          ? Optional.of(SeederDecision.Why.CHANGED)
          : Optional.empty();
    }
    return seen.get().done() ? Optional.empty() : Optional.of(SeederDecision.Why.CONTINUED);
  }

  /** What a newer build did is left alone: said, but no obstacle. */
  Optional<String> warning(List<SeederStep> steps) {
    List<String> names =
        steps.stream()
            .filter(step -> step.decision() instanceof SeederDecision.NewerApplied)
            .map(SeederStep::name)
            .toList();
    return age.warning("Seeders", names, "--allow-downgrade runs this build's.");
  }

  private boolean isForThisEnvironment(SeederContent seeder) {
    Set<String> environments = seeder.spec().environments();
    return environments.isEmpty() || environments.contains(policy.name());
  }
}
