package dev.tilth.deploy;

import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A rehearsal was asked for in a protected environment. */
public final class RehearsalRefusedException extends TilthException {

  private static final long serialVersionUID = 1L;

  RehearsalRefusedException(EnvironmentPolicy policy) {
    super(
        ("A rehearsal is refused: environment %1$s is protected, and until its end a rehearsal"
             + " holds every lock that the work takes, and moves sequences. Nothing was written."
             + " See what would be done with tilth plan --env %1$s, or rehearse on a restored copy"
             + " that has become another environment: tilth init --reassign --from %1$s --to NAME")
            .formatted(policy.name()));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
