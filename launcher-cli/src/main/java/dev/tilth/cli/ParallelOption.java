package dev.tilth.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many seeders, and chunks of them, at once. */
final class ParallelOption {

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description =
          "Run up to N seeders that declare their dependencies, or chunks, at once; 1 if not said.")
  private @Nullable String seeders;

  void addTo(RunOptions options) {
    options.set("tilth.parallel", seeders);
  }
}
