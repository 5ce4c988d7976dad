package dev.tilth.plan;

import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Trigger;
import java.util.List;

/**
 * What a run does, in order.
 *
 * @param migrations the pending ones
 * @param seeders every seeder of the content, with the decision on it
 * @param warnings full sentences about what is unusual but no obstacle
 */
public record Plan(
    EnvironmentPolicy environment,
    Trigger trigger,
    List<MigrationScript> migrations,
    List<SeederStep> seeders,
    List<String> warnings) {

  public Plan {
    migrations = List.copyOf(migrations);
    seeders = List.copyOf(seeders);
    warnings = List.copyOf(warnings);
  }

  /** Whether a run would write nothing. */
  public boolean isEmpty() {
    return migrations.isEmpty() && seedersToRun().isEmpty();
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
