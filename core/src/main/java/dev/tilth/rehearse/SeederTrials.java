package dev.tilth.rehearse;

import dev.tilth.plan.Plan;
import dev.tilth.plan.SeederStep;
import dev.tilth.seed.SeederRehearsal;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tries the pending seeders of a plan in their order, without dependents of those that failed. */
final class SeederTrials {

  private final Trials trials;
  private final SeederRehearsal seeders;
  private final Set<String> broken = new HashSet<>();

  SeederTrials(Trials trials, SeederRehearsal seeders) {
    this.trials = trials;
    this.seeders = seeders;
  }

  void of(Plan plan, boolean migrated) throws SQLException {
    for (SeederStep step : plan.seedersToRun()) {
      RehearsedStep ended = migrated ? attempt(step) : notReached(step, List.of("a migration"));
      if (!ended.satisfies()) {
        broken.add(step.name());
      }
    }
  }

  private RehearsedStep attempt(SeederStep step) throws SQLException {
    List<String> missing =
        step.seeder().spec().dependsOn().stream().filter(broken::contains).toList();
    if (!missing.isEmpty()) {
      return notReached(step, missing);
    }
    Optional<String> why = seeders.leftOut(step);
    return why.isPresent()
        ? trials.add(trial(step).ended(RehearsedStep.Result.LEFT_OUT, why.get()))
        : trials.attempt(trial(step));
  }

  private RehearsedStep notReached(SeederStep step, List<String> missing) {
    return trials.notReached(trial(step), "%s did not pass".formatted(String.join(", ", missing)));
  }

  private Trial trial(SeederStep step) {
    return new Trial(
        RehearsedStep.Kind.SEEDER, step.name(), false, connection -> seeders.run(step, connection));
  }
}
