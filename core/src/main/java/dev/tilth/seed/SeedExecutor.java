package dev.tilth.seed;

import dev.tilth.plan.Plan;
import dev.tilth.plan.SeederStep;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Runs the seeders of a plan, one after the other in the plan's order, or several at once.
 *
 * <ol>
 *   <li>A step that the plan does not run is reported with the plan's reason.
 *   <li>Once the run is stopped, or its thread interrupted, no step is reached.
 *   <li>A step that depends on one that failed, or was not reached, is not reached.
 *   <li>Every other step is run by {@link SeederTransaction}; that one fails does not keep the
 *       independent ones from running.
 *   <li>With more than one of the {@link Slots}, that many steps are at work at once, each in a
 *       thread and on a connection of its own, in the order of the {@link Agenda}. Every step that
 *       was begun has ended, and so have the threads, when this returns or throws.
 * </ol>
 */
public final class SeedExecutor {

  private final SeederTransaction transaction;
  private final SeedingTerms terms;

  public SeedExecutor(SeederTransaction transaction) {
    this.transaction = transaction;
    this.terms = transaction.terms();
  }

  /**
   * Runs the plan's seeders.
   *
   * @param runId written into the tracker's rows
   * @param outcomes told of each seeder as soon as it is settled, by the calling thread
   */
  public void seed(Plan plan, UUID runId, Consumer<SeederOutcome> outcomes) {
    Agenda agenda = new Agenda(plan);
    try (Crew crew = crew(runId, outcomes)) {
      while (!agenda.isDone()) {
        next(agenda, crew)
            .ifPresent(outcome -> {
              agenda.settle(outcome);
              outcomes.accept(outcome);
            });
      }
    }
  }

  private Crew crew(UUID runId, Consumer<SeederOutcome> outcomes) {
    int most = terms.pace().slots().most();
    return most == 1
        ? new CallingThread(step -> run(step, runId))
        : new SeederThreads(most, terms.stop(), step -> run(step, runId), outcomes);
  }

  /** Begins a step, or waits for one: present if a step is settled by that. */
  private Optional<SeederOutcome> next(Agenda agenda, Crew crew) {
    Optional<SeederStep> step = crew.hasRoom() ? agenda.begin() : Optional.empty();
    if (step.isEmpty()) {
      return Optional.of(crew.await());
    }
    Optional<SeederOutcome> idle = withoutWork(step.get(), agenda);
    if (idle.isEmpty()) {
      crew.begin(step.get());
    }
    return idle;
  }

  /**
   * Reports the plan's seeders without running any.
   *
   * @param reason why those that the plan runs are not reached
   */
  public static void skip(Plan plan, String reason, Consumer<SeederOutcome> outcomes) {
    for (SeederStep step : plan.seeders()) {
      outcomes.accept(step.runs() ? notReached(step, reason) : skipped(step));
    }
  }

  private static SeederOutcome skipped(SeederStep step) {
    return SeederOutcome.without(
        step.name(), SeederOutcome.Result.of(step.decision()), step.decision().reason());
  }

  private Optional<SeederOutcome> withoutWork(SeederStep step, Agenda agenda) {
    if (!step.runs()) {
      return Optional.of(skipped(step));
    }
    if (isStopped()) {
      return Optional.of(stopped(step));
    }
    List<String> missing = agenda.missing(step);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            notReached(
                step, "not reached: %s was not applied".formatted(String.join(", ", missing))));
  }

  /** The run may be stopped while a step waits for its slot. */
  private SeederOutcome run(SeederStep step, UUID runId) {
    terms.pace().slots().take();
    try {
      return isStopped() ? stopped(step) : transaction.run(step, runId);
    } finally {
      terms.pace().slots().giveBack();
    }
  }

  private static SeederOutcome stopped(SeederStep step) {
    return notReached(step, "not reached: the run was stopped");
  }

  private static SeederOutcome notReached(SeederStep step, String reason) {
    return SeederOutcome.without(step.name(), SeederOutcome.Result.NOT_REACHED, reason);
  }

  private boolean isStopped() {
    if (Thread.currentThread().isInterrupted()) {
      terms.stop().stopBeforeNextStep(new SeedingInterruptedException(null));
    }
    return terms.stop().reason().isPresent();
  }
}
