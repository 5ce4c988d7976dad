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

  /**
   * What a run of the request would have to do before the database has all that this build needs.
   * No run begins, so that nobody is asked whether the database may be claimed.
   */
  Plan needs(Request request, DatabaseState state) {
    EnvironmentPolicy policy = environments.policy(environment(request, state));
    UnfinishedMigrationException.check(state, tracker);
    return planner(request, policy, Review.NONE).needs(state);
  }

  private Plan plan(Request request, DatabaseState state, Review review) {
    EnvironmentPolicy policy = policy(request, state);
    UnfinishedMigrationException.check(state, tracker);
    Plan plan = planner(request, policy, review).plan(state);
    inventory.migrations().check(plan.migrations());
    return plan;
  }

  private Planner planner(Request request, EnvironmentPolicy policy, Review review) {
    Content content = inventory.contentIn(policy.name());
    return new Planner(content, policy, request.trigger(), request.selection(), review);
  }
}
