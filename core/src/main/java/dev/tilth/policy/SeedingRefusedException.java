package dev.tilth.policy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Seeding was asked for explicitly where the policy does not permit it on this trigger. */
public final class SeedingRefusedException extends TilthException {

  private static final long serialVersionUID = 1L;

  public SeedingRefusedException(EnvironmentPolicy policy, Trigger trigger) {
    super(
        "Seeding is refused: the policy of environment %s runs no seeders on trigger %s. "
                .formatted(policy.name(), trigger.word())
            + (policy.seedsOn(Trigger.MANUAL)
                ? "A person may run them with --trigger manual."
                : "Change tilth.environments.%s.seeds-on if that is wrong."
                    .formatted(policy.name())));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
