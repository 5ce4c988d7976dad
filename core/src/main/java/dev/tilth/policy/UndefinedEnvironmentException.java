package dev.tilth.policy;

import dev.tilth.spi.DidYouMean;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Content is for environments that there are not: it would run nowhere, and nobody would know. */
public final class UndefinedEnvironmentException extends TilthException {

  private static final long serialVersionUID = 1L;

  UndefinedEnvironmentException(List<Naming> undefined, Set<String> known) {
    super(
        "%s Known are %s. Correct the name, or define the environment in the configuration: %s."
            .formatted(
                undefined.stream()
                    .map(naming -> sentence(naming, known))
                    .collect(Collectors.joining(" ")),
                String.join(", ", known),
                undefined.stream()
                    .map(naming -> "tilth.environments." + naming.environment())
                    .distinct()
                    .collect(Collectors.joining(", "))));
  }

  private static String sentence(Naming naming, Set<String> known) {
    return "%s is for the environment '%s', which is not defined.%s"
        .formatted(
            naming.place(), naming.environment(), DidYouMean.among(known, naming.environment()));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
