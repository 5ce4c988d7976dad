package dev.tilth.policy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.Set;

/** A seeder may not be run again in this environment, or not without a plan hash. */
public final class ForceRefusedException extends TilthException {

  private static final long serialVersionUID = 1L;

  ForceRefusedException(EnvironmentPolicy policy, Set<String> seeders) {
    super(
        "Running %s again is refused: the policy of environment %s says force = %s. %s"
            .formatted(
                String.join(", ", seeders), policy.name(), policy.force().word(), advice(policy)));
  }

  private static String advice(EnvironmentPolicy policy) {
    return policy.force() == Permission.PLAN_HASH
        ? "It would need the hash of a reviewed plan, which this release does not take yet;"
            + " raise the seeder's version instead, so that it runs everywhere."
        : "Raise the seeder's version instead, so that it runs everywhere.";
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
