package dev.tilth.policy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.Set;

/** The environment that was named is not configured. */
public final class UnknownEnvironmentException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnknownEnvironmentException(String name, Set<String> known, String suggestion) {
    super(
        "There is no environment '%s'. Known are %s; others are added under tilth.environments.%s"
            .formatted(name, String.join(", ", known), suggestion));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
