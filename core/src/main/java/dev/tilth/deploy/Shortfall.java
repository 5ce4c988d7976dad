package dev.tilth.deploy;

import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Plan;
import dev.tilth.plan.SeederStep;
import java.util.ArrayList;
import java.util.List;

/**
 * What a database lacks of what a build needs.
 *
 * @param lacks full sentences; none where it lacks nothing
 */
record Shortfall(List<String> lacks) {

  private static final int MOST_NAMES = 10;

  Shortfall {
    lacks = List.copyOf(lacks);
  }

  static Shortfall of(String lack) {
    return new Shortfall(List.of(lack));
  }

  static Shortfall of(Plan missing) {
    List<String> lacks = new ArrayList<>();
    add(
        lacks,
        "Migrations that are not applied: %s.",
        missing.migrations().stream().map(MigrationScript::script).toList());
    add(
        lacks,
        "Attempts at migrations outside a transaction that were broken off: %s.",
        missing.abandoned());
    add(
        lacks,
        "Seeders that have not run: %s.",
        missing.seedersToRun().stream().map(Shortfall::seeder).toList());
    return new Shortfall(lacks);
  }

  private static void add(List<String> lacks, String sentence, List<String> names) {
    if (!names.isEmpty()) {
      lacks.add(sentence.formatted(listed(names)));
    }
  }

  private static String seeder(SeederStep step) {
    return "%s (%s)".formatted(step.name(), step.decision().reason());
  }

  private static String listed(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(names.size(), MOST_NAMES)));
    return names.size() <= MOST_NAMES
        ? first
        : "%s and %d more".formatted(first, names.size() - MOST_NAMES);
  }

  boolean isNone() {
    return lacks.isEmpty();
  }

  String sentences() {
    return String.join(" ", lacks);
  }
}
