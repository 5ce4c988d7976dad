package dev.tilth.deploy;

import static dev.tilth.plan.SeederDecision.Why.FORCED;

import dev.tilth.plan.Plan;
import dev.tilth.plan.PlanHash;
import dev.tilth.plan.SeederDecision;
import dev.tilth.plan.SeederRows;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Permission;
import dev.tilth.spi.TilthException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a run would do now, down to the rows of declared tables.
 *
 * @param steps what would be done, in order
 * @param lone the file names of the pending migrations that run outside a transaction
 * @param rows of the seeders that would run and are declared data, in order; those that run code of
 *     their own are not foreseen
 * @param edited of seeders that are up to date, where their rows are not what they brought; empty
 *     unless asked for
 * @param hash stands for all this; empty where a seeder is known to fail
 */
public record Forecast(
    Plan steps,
    Set<String> lone,
    List<SeederRows> rows,
    List<SeederRows> edited,
    Optional<PlanHash> hash) {

  public Forecast {
    lone = Set.copyOf(lone);
    rows = List.copyOf(rows);
    edited = List.copyOf(edited);
  }

  /** Whether a run would write nothing. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Whether there is anything for a person to look at: something to do, or rows that differ. */
  public boolean isQuiet() {
    return isEmpty() && edited.isEmpty();
  }

  /** Whether the environment's policy permits it with the hash only. */
  public boolean needsHash() {
    EnvironmentPolicy policy = steps.environment();
    boolean forces =
        steps.seedersToRun().stream()
            .anyMatch(step -> step.decision().equals(new SeederDecision.Run(FORCED)));
    return (forces && policy.force() == Permission.PLAN_HASH)
        || (rows.stream().anyMatch(SeederRows::deletes)
            && policy.mirrorDeletes() == Permission.PLAN_HASH);
  }

  /** What is foreseen of one seeder. */
  public Optional<SeederRows> rowsOf(String seeder) {
    return rows.stream().filter(of -> of.seeder().equals(seeder)).findFirst();
  }

  /** Why seeders would fail, as far as that can be known. */
  public List<TilthException> failures() {
    return Stream.concat(rows.stream(), edited.stream())
        .flatMap(of -> of.failure().stream())
        .toList();
  }
}
