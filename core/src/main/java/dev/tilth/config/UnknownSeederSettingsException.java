package dev.tilth.config;

import dev.tilth.spi.DidYouMean;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.Set;
import java.util.stream.Collectors;

/** The configuration has settings for seeders that this build does not have. */
public final class UnknownSeederSettingsException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnknownSeederSettingsException(Set<String> unknown, Set<String> known) {
    super(
        unknown.stream()
            .map(name ->
                "%s.%s is set, but no catalog has a seeder of that name.%s"
                    .formatted(SeederSections.PATH, name, DidYouMean.among(known, name)))
            .collect(Collectors.joining(" ", "", " Nothing was done.")));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
