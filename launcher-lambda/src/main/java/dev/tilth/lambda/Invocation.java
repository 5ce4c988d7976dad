package dev.tilth.lambda;

import dev.tilth.plan.PlanHash;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Trigger;
import java.util.Optional;

/**
 * A request that was understood.
 *
 * @param selection the content that it is about
 * @param environment empty: what the variables say, else what the database says
 * @param trigger empty: what the variables say, else the strictest
 * @param seen the plan that somebody has looked at
 * @param nonTransactional whether scripts may run that need to be outside a transaction
 */
record Invocation(
    Command command,
    Selection selection,
    Optional<String> environment,
    Optional<Trigger> trigger,
    Optional<PlanHash> seen,
    boolean nonTransactional) {

  /** With nothing but a command. */
  static Invocation of(Command command) {
    return new Invocation(
        command, command.selection(), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }
}
