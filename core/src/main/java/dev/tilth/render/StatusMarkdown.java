package dev.tilth.render;

import dev.tilth.deploy.Status;
import java.util.ArrayList;
import java.util.List;

/** A status for the summary of a workflow. */
final class StatusMarkdown {

  private StatusMarkdown() {}

  static String of(Status status) {
    MarkdownPage page = new MarkdownPage("Tilth status of " + status.environment());
    if (status.obstacle().isPresent()) {
      page.error(StatusFacts.verdict(status));
    } else {
      page.paragraph(StatusFacts.verdict(status));
    }
    List<List<String>> facts = new ArrayList<>();
    StatusFacts.of(status).forEach((label, fact) -> facts.add(List.of(label, Markdown.text(fact))));
    page.table(List.of("What", "State"), facts);
    status.plan().ifPresent(plan -> PlanMarkdown.steps(plan, page));
    return page.toString();
  }
}
