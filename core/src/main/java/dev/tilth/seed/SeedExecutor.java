package dev.tilth.seed;

import dev.tilth.plan.Plan;
import dev.tilth.plan.SeederStep;
import dev.tilth.track.LogContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs the seeders of a plan, one after the other in the plan's order, or several at once.
 *
 * <ol>
 *   <li>A step that the plan does not run is reported with the plan's reason.
 *   <li>Once the run is stopped, or its thread interrupted, no step is reached.
 *   <li>A step that depends on one that failed, or was not reached, is not reached.
 *   <li>Every other step is run by {@link SeederTransaction}; that one fails does not keep the
 *       independent ones from running.
 *   <li>Those that {@link Grouping} admits are tried together first; where that fails, each is run
 *       by itself.
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
   * @param outcomes told of seeders as soon as they are settled, by the calling thread; of several
   *     at once where one commit has settled them
   */
  public void seed(Plan plan, UUID runId, Consumer<List<SeederOutcome>> outcomes) {
    Agenda agenda = new Agenda(plan);
    Map<String, Optional<UnansweredCommit>> apart = new ConcurrentHashMap<>();
    try (Crew crew = crew(steps -> run(steps, runId, apart), outcomes)) {
      while (!agenda.isDone()) {
        switch (next(agenda, crew, apart.keySet())) {
          case Settlement.Settled settled -> {
            settled.outcomes().forEach(agenda::settle);
            outcomes.accept(settled.outcomes());
          }
          case Settlement.Apart again -> {
            again
                .steps()
                .forEach(step ->
                    apart.put(
                        step.name(), Optional.ofNullable(again.unanswered().get(step.name()))));
            agenda.putBack(again.steps());
          }
        }
      }
    }
  }

  private Crew crew(
      Function<List<SeederStep>, Settlement> work, Consumer<List<SeederOutcome>> outcomes) {
    int most = terms.pace().slots().most();
    return most == 1
        ? new CallingThread(work)
        : new SeederThreads(most, terms.stop(), work, late -> outcomes.accept(unawaited(late)));
  }

  private static List<SeederOutcome> unawaited(Settlement settlement) {
    return switch (settlement) {
      case Settlement.Settled settled -> settled.outcomes();
      case Settlement.Apart apart -> apart.steps().stream().map(SeedExecutor::stopped).toList();
    };
  }

  /** Begins steps as long as there is room, and waits for some to end. */
  private Settlement next(Agenda agenda, Crew crew, Set<String> apart) {
    while (crew.hasRoom()) {
      List<SeederStep> steps = agenda.begin(transaction.grouping(apart));
      if (steps.isEmpty()) {
        break;
      }
      Optional<SeederOutcome> idle = withoutWork(steps.getFirst(), agenda);
      if (idle.isPresent()) {
        // Nothing but a stop keeps a group from its work.
        return new Settlement.Settled(
            steps.size() == 1
                ? List.of(idle.get())
                : steps.stream().map(SeedExecutor::stopped).toList());
      }
      crew.begin(steps);
    }
    return crew.await();
  }

  /**
   * Reports the plan's seeders without running any.
   *
   * @param reason why those that the plan runs are not reached
   */
  public static void skip(Plan plan, String reason, Consumer<List<SeederOutcome>> outcomes) {
    outcomes.accept(
        plan.seeders().stream()
            .map(step -> step.runs() ? notReached(step, reason) : skipped(step))
            .toList());
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

  /** The run may be stopped while steps wait for their slot. */
  private Settlement run(
      List<SeederStep> steps, UUID runId, Map<String, Optional<UnansweredCommit>> apart) {
    terms.pace().slots().take();
    try {
      if (isStopped()) {
        return new Settlement.Settled(steps.stream().map(SeedExecutor::stopped).toList());
      }
      return steps.size() > 1
          ? transaction.run(steps, runId)
          : new Settlement.Settled(List.of(run(steps.getFirst(), runId, apart)));
    } finally {
      terms.pace().slots().giveBack();
    }
  }

  private SeederOutcome run(
      SeederStep step, UUID runId, Map<String, Optional<UnansweredCommit>> apart) {
    Optional<UnansweredCommit> before = apart.getOrDefault(step.name(), Optional.empty());
    return LogContext.inStep(step.name(), () -> transaction.run(step, runId, before));
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
