package dev.tilth.cli;

import dev.tilth.plan.Selection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which seeders. */
final class SelectionOptions {

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Only these seeders; several with commas or by repeating the option.")
  private List<String> only = List.of();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      split = ",",
      description = "Only seeders with one of these tags.")
  private List<String> tags = List.of();

  @Option(
      names = "--force",
      paramLabel = "NAME",
      split = ",",
      description = "Run these seeders again although they are recorded.")
  private List<String> force = List.of();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why this is run, for the ledger.")
  private String reason = "";

  /** Part of a selection. */
  Selection of(Selection whole) {
    return whole.withOnly(set(only)).withTags(set(tags)).withForce(set(force)).withReason(reason);
  }

  private static Set<String> set(List<String> names) {
    return new LinkedHashSet<>(names);
  }
}
