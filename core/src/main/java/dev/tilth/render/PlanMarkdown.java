package dev.tilth.render;

import dev.tilth.plan.Plan;
import java.util.List;
import java.util.stream.Stream;

/** A plan for the summary of a workflow. */
final class PlanMarkdown {

  private PlanMarkdown() {}

  static String of(Plan plan) {
    MarkdownPage page = new MarkdownPage("Tilth plan for " + plan.environment().name());
    page.paragraph(PlanText.sentence(plan));
    steps(plan, page);
    return page.paragraph("Trigger %s. Nothing was written.".formatted(plan.trigger().word()))
        .toString();
  }

  /** What is pending, what is left alone, and the warnings. */
  static void steps(Plan plan, MarkdownPage page) {
    page.table(List.of("Step", "Why"), rows(plan));
    IdleSeeder.sentences(IdleSeeder.of(plan))
        .forEach(sentence -> page.paragraph(Markdown.text(sentence)));
    page.warnings(plan.warnings());
  }

  private static List<List<String>> rows(Plan plan) {
    return Stream.concat(
            plan.migrations().stream()
                .map(script -> List.of(Markdown.codeCell(script.script()), "pending")),
            plan.seedersToRun().stream()
                .map(step ->
                    List.of(
                        Markdown.codeCell(step.name()), Markdown.text(step.decision().reason()))))
        .toList();
  }
}
