package dev.tilth.render;

import dev.tilth.deploy.Status;
import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Plan;
import dev.tilth.plan.SeederStep;

/** A status for the terminal. */
final class StatusText {

  private StatusText() {}

  static String of(Status status, TextPage page) {
    TextTable facts = new TextTable();
    StatusFacts.of(status).forEach((label, fact) -> facts.row(Cell.of(label), Cell.of(fact)));
    page.table("Status", facts);
    status.plan().ifPresent(plan -> pending(plan, page));
    return page.block().line(StatusFacts.tint(status), StatusFacts.verdict(status)).toString();
  }

  private static void pending(Plan plan, TextPage page) {
    TextTable steps = new TextTable();
    for (MigrationScript script : plan.migrations()) {
      steps.row(Cell.of(script.script()));
    }
    for (SeederStep step : plan.seeders()) {
      if (step.runs() || plan.heldBack().contains(step)) {
        steps.row(Cell.of(step.name()), Cell.tinted(Tint.FAINT, step.decision().reason()));
      }
    }
    page.table("Pending", steps).block();
    plan.warnings().forEach(warning -> page.line(Tint.CAUTION, "Warning: " + warning));
  }
}
