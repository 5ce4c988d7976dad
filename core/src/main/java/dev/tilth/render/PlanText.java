package dev.tilth.render;

import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Plan;
import dev.tilth.plan.SeederStep;

/** A plan for the terminal. */
final class PlanText {

  private PlanText() {}

  static String of(Plan plan, TextPage page) {
    TextTable migrations = new TextTable();
    for (MigrationScript script : plan.migrations()) {
      migrations.row(Cell.of(script.script()));
    }
    TextTable seeders = new TextTable();
    for (SeederStep step : plan.seedersToRun()) {
      seeders.row(Cell.of(step.name()), Cell.tinted(Tint.FAINT, step.decision().reason()));
    }
    page.table("Migrations to apply", migrations).table("Seeders to run", seeders).block();
    IdleSeeder.sentences(IdleSeeder.of(plan)).forEach(page::line);
    plan.warnings().forEach(warning -> page.line(Tint.CAUTION, "Warning: " + warning));
    return page.block()
        .line(sentence(plan))
        .line(
            "Environment %s, trigger %s. Nothing was written."
                .formatted(plan.environment().name(), plan.trigger().word()))
        .toString();
  }

  static String sentence(Plan plan) {
    return plan.isEmpty() ? "Nothing to do." : Words.capitalized(pending(plan)) + ".";
  }

  /** {@code 2 migrations to apply, 9 seeders to run}. */
  static String pending(Plan plan) {
    String pending =
        "%s to apply, %s to run"
            .formatted(
                Words.count(plan.migrations().size(), "migration"),
                Words.count(plan.seedersToRun().size(), "seeder"));
    return plan.abandoned().isEmpty()
        ? pending
        : "%s, %s to clear"
            .formatted(pending, Words.count(plan.abandoned().size(), "broken-off migration"));
  }
}
