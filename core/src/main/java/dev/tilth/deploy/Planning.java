package dev.tilth.deploy;

import dev.tilth.migrate.UnfinishedMigrationException;
import dev.tilth.plan.Content;
import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.Plan;
import dev.tilth.plan.Planner;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Environments;
import dev.tilth.policy.Identity;
import dev.tilth.policy.Review;
import dev.tilth.track.TrackerSettings;

/** Plans for requests, against what the database said at one moment. */
record Planning(
    Environments environments, Inventory inventory, TrackerSettings tracker, Target target) {

  String environment(Request request, DatabaseState state) {
    return Identity.environment(request.environment(), state.environment(), target.isLocal());
  }

  /** The policy of the request's environment, once that may have this database. */
  EnvironmentPolicy policy(Request request, DatabaseState state) {
    EnvironmentPolicy policy = environments.policy(environment(request, state));
    if (state.environment().isEmpty()) {
      Identity.checkClaim(policy, state.empty(), request.consent());
    }
    return policy;
  }

  /** What a run of the request does. */
  Plan plan(Request request, DatabaseState state) {
    return plan(request, state, request.seen().isPresent() ? Review.DONE : Review.NONE);
  }

  /** The same, for a person to look at. */
  Plan forReview(Request request, DatabaseState state) {
    return plan(request, state, Review.PLANNING);
  }

  private Plan plan(Request request, DatabaseState state, Review review) {
    EnvironmentPolicy policy = policy(request, state);
    UnfinishedMigrationException.check(state, tracker);
    Content content = inventory.contentIn(policy.name());
    Plan plan =
        new Planner(content, policy, request.trigger(), request.selection(), review).plan(state);
    inventory.migrations().check(plan.migrations());
    return plan;
  }
}
