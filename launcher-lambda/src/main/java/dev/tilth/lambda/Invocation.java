package dev.tilth.lambda;

import dev.tilth.plan.Selection;
import dev.tilth.policy.Trigger;
import java.util.Optional;

/**
 * A request that was understood.
 *
 * @param selection the content that it is about
 * @param environment empty: what the variables say, else what the database says
 * @param trigger empty: what the variables say, else the strictest
 */
record Invocation(
    Command command,
    Selection selection,
    Optional<String> environment,
    Optional<Trigger> trigger) {}
