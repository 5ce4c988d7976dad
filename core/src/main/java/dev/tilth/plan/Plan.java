package dev.tilth.plan;

import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Trigger;
import java.util.List;

/**
 * What a run does, in order.
 *
 * @param migrations the pending ones
 * @param abandoned scripts outside a transaction that were broken off and are not among the pending
 *     ones, by file name: what they left is taken away before the migrations
 * @param seeders every seeder of the content, with the decision on it
 * @param warnings full sentences about what is unusual but no obstacle
 */
public record Plan(
    EnvironmentPolicy environment,
    Trigger trigger,
    List<MigrationScript> migrations,
    List<String> abandoned,
    List<SeederStep> seeders,
    List<String> warnings) {

  public Plan {
    migrations = List.copyOf(migrations);
    abandoned = List.copyOf(abandoned);
    seeders = List.copyOf(seeders);
    warnings = List.copyOf(warnings);
  }

  /** Whether a run would write nothing. */
  public boolean isEmpty() {
    return !migrates() && seedersToRun().isEmpty();
  }

  /** Whether a run works on the schema, which takes the run lock. */
  public boolean migrates() {
    return !migrations.isEmpty() || !abandoned.isEmpty();
  }

  public List<SeederStep> seedersToRun() {
    return seeders.stream().filter(SeederStep::runs).toList();
  }

  public List<SeederStep> heldBack() {
    return seeders.stream()
        .filter(step -> step.decision() instanceof SeederDecision.HeldBack)
        .toList();
  }
}
