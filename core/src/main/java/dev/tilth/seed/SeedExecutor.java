package dev.tilth.seed;

import dev.tilth.database.StopSignal;
import dev.tilth.plan.Plan;
import dev.tilth.plan.SeederStep;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Runs the seeders of a plan, one after the other, in the plan's order.
 *
 * <ol>
 *   <li>A step that the plan does not run is reported with the plan's reason.
 *   <li>Once the run is stopped, or its thread interrupted, no step is reached.
 *   <li>A step that depends on one that failed, or was not reached, is not reached.
 *   <li>Every other step is run by {@link SeederTransaction}; that one fails does not keep the
 *       independent ones from running.
 * </ol>
 */
public final class SeedExecutor {

  private final SeederTransaction transaction;

  public SeedExecutor(SeederTransaction transaction) {
    this.transaction = transaction;
  }

  /**
   * Runs the plan's seeders.
   *
   * @param runId written into the tracker's rows
   * @param outcomes told of each seeder as soon as it is settled
   */
  public void seed(Plan plan, UUID runId, Consumer<SeederOutcome> outcomes) {
    Set<String> broken = new HashSet<>();
    for (SeederStep step : plan.seeders()) {
      SeederOutcome outcome = settle(step, runId, broken);
      if (!outcome.satisfies()) {
        broken.add(step.name());
      }
      outcomes.accept(outcome);
    }
  }

  /**
   * Reports the plan's seeders without running any.
   *
   * @param reason why those that the plan runs are not reached
   */
  public static void skip(Plan plan, String reason, Consumer<SeederOutcome> outcomes) {
    for (SeederStep step : plan.seeders()) {
      outcomes.accept(
          step.runs()
              ? SeederOutcome.without(step.name(), SeederOutcome.Result.NOT_REACHED, reason)
              : skipped(step));
    }
  }

  private static SeederOutcome skipped(SeederStep step) {
    return SeederOutcome.without(
        step.name(), SeederOutcome.Result.of(step.decision()), step.decision().reason());
  }

  private SeederOutcome settle(SeederStep step, UUID runId, Set<String> broken) {
    if (!step.runs()) {
      return skipped(step);
    }
    if (isStopped()) {
      return SeederOutcome.without(
          step.name(), SeederOutcome.Result.NOT_REACHED, "not reached: the run was stopped");
    }
    List<String> missing =
        step.seeder().spec().dependsOn().stream().filter(broken::contains).toList();
    if (!missing.isEmpty()) {
      return SeederOutcome.without(
          step.name(),
          SeederOutcome.Result.NOT_REACHED,
          "not reached: %s was not applied".formatted(String.join(", ", missing)));
    }
    return transaction.run(step, runId);
  }

  private boolean isStopped() {
    StopSignal stop = transaction.terms().stop();
    if (Thread.currentThread().isInterrupted()) {
      stop.stopBeforeNextStep(new SeedingInterruptedException(null));
    }
    return stop.reason().isPresent();
  }
}
