package dev.tilth.seed;

import dev.tilth.plan.SeederStep;
import java.util.List;
import java.util.Map;

/** What became of steps that were begun together. */
sealed interface Settlement {

  /** Each has its outcome. */
  record Settled(List<SeederOutcome> outcomes) implements Settlement {}

  /**
   * None has: each is to be run in a transaction of its own.
   *
   * @param unanswered by name, where they may have been committed
   */
  record Apart(List<SeederStep> steps, Map<String, UnansweredCommit> unanswered)
      implements Settlement {}
}
