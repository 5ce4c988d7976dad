package dev.tilth.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which Tilth this is. */
final class TilthVersion {

  private TilthVersion() {}

  /** For {@code --version}; apart, since {@code tilth version} does without picocli. */
  static final class Provider implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {sentence()};
    }
  }

  static String sentence() {
    return "tilth %s (Java %s)".formatted(ofTilth(), ofJava());
  }

  /** From the jar's manifest; classes that are not in a jar are a developer's. */
  static String ofTilth() {
    return Optional.ofNullable(TilthVersion.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  static String ofJava() {
    return Runtime.version().toString();
  }
}
