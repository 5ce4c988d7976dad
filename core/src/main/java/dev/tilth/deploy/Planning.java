package dev.tilth.deploy;

import dev.tilth.migrate.UnfinishedMigrationException;
import dev.tilth.plan.Content;
import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.Plan;
import dev.tilth.plan.Planner;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Environments;
import dev.tilth.policy.Identity;
import dev.tilth.track.TrackerSettings;

/**
 * Plans for requests, against what the database said at one moment.
 *
 * @param local whether the database is on this machine
 */
record Planning(
    Environments environments, Inventory inventory, TrackerSettings tracker, boolean local) {

  String environment(Request request, DatabaseState state) {
    return Identity.environment(request.environment(), state.environment(), local);
  }

  /** The policy of the request's environment, once that may have this database. */
  EnvironmentPolicy policy(Request request, DatabaseState state) {
    EnvironmentPolicy policy = environments.policy(environment(request, state));
    if (state.environment().isEmpty()) {
      Identity.checkClaim(policy, state.empty(), request.consent());
    }
    return policy;
  }

  Plan plan(Request request, DatabaseState state) {
    EnvironmentPolicy policy = policy(request, state);
    UnfinishedMigrationException.check(state, tracker);
    Content content = inventory.contentIn(policy.name());
    Plan plan = new Planner(content, policy, request.trigger(), request.selection()).plan(state);
    inventory.migrations().check(plan.migrations());
    return plan;
  }
}
