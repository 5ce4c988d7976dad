package dev.tilth.policy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.Set;

/** A seeder may not be run again in this environment, or not like this. */
public final class ForceRefusedException extends TilthException {

  private static final long serialVersionUID = 1L;

  private ForceRefusedException(
      EnvironmentPolicy policy, Set<String> seeders, String rule, String advice) {
    super(
        "Running %s again is refused: the policy of environment %s says %s. %s"
            .formatted(String.join(", ", seeders), policy.name(), rule, advice));
  }

  static ForceRefusedException notAllowed(EnvironmentPolicy policy, Set<String> seeders) {
    return new ForceRefusedException(
        policy, seeders, "force = " + policy.force().word(), advice(policy));
  }

  static ForceRefusedException withoutReason(EnvironmentPolicy policy, Set<String> seeders) {
    return new ForceRefusedException(
        policy, seeders, "force-reason = true", "Say why with --reason TEXT; the ledger keeps it.");
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
