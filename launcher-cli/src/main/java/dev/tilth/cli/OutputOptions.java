package dev.tilth.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** How a command speaks. Every command takes these. */
final class OutputOptions {

  @Option(
      names = "--output",
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      description = "Standard output: ${COMPLETION-CANDIDATES}; json is one document.")
  private OutputFormat format = OutputFormat.TEXT;

  @Option(
      names = "--color",
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      description = "Colours: ${COMPLETION-CANDIDATES}; auto: on a terminal, unless NO_COLOR.")
  private ColorChoice color = ColorChoice.AUTO;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log in detail, and show the stack traces of failures.")
  private boolean verbose;

  OutputFormat format() {
    return format;
  }

  ColorChoice color() {
    return color;
  }

  boolean verbose() {
    return verbose;
  }
}
