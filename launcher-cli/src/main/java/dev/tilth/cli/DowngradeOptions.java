package dev.tilth.cli;

import dev.tilth.plan.Selection;
import picocli.CommandLine.Option;

/** What becomes of what a newer build applied. */
final class DowngradeOptions {

  @Option(
      names = "--allow-downgrade",
      description = "Let this build's content replace that of a newer build.")
  private boolean allowed;

  Selection of(Selection selection) {
    return selection.withAllowDowngrade(allowed);
  }
}
