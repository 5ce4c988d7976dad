package dev.tilth.plan;

import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;
import java.util.stream.Collectors;

/** A pending migration is older than one that has been applied, and the policy forbids that. */
public final class OutOfOrderException extends TilthException {

  private static final long serialVersionUID = 1L;

  OutOfOrderException(EnvironmentPolicy policy, List<MigrationScript> late, Version newest) {
    super(
        ("%s would be applied after the newer version %s, and the policy of environment %s forbids"
                + " that. Nothing was written. Give it a version above %s.")
            .formatted(
                late.stream().map(MigrationScript::script).collect(Collectors.joining(", ")),
                newest,
                policy.name(),
                newest));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
