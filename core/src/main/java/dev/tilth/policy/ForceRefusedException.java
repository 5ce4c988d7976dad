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
        policy,
        seeders,
        "force = " + policy.force().word(),
        "Raise the seeder's version instead, so that it runs everywhere.");
  }

  static ForceRefusedException unseen(EnvironmentPolicy policy, Set<String> seeders) {
    return new ForceRefusedException(
        policy,
        seeders,
        "force = " + policy.force().word(),
        "Look at what it would do: tilth plan --for seed --trigger manual --force %1$s --rows; then: tilth seed --trigger manual --force %1$s --reason TEXT --plan HASH, with the plan's hash. Or raise the seeder's version, so that it runs everywhere."
            .formatted(String.join(",", seeders)));
  }

  static ForceRefusedException withoutReason(EnvironmentPolicy policy, Set<String> seeders) {
    return new ForceRefusedException(
        policy, seeders, "force-reason = true", "Say why with --reason TEXT; the ledger keeps it.");
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
