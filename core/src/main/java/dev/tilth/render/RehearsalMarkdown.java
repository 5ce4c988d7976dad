package dev.tilth.render;

import dev.tilth.rehearse.Rehearsal;
import java.util.List;

/** A rehearsal for the summary of a workflow. */
final class RehearsalMarkdown {

  private static final List<String> HEADER =
      List.of("Rehearsed", "Result", "Rows", "Time", "Blocks", "Note");

  private RehearsalMarkdown() {}

  static void write(Rehearsal rehearsal, MarkdownPage page) {
    if (rehearsal.steps().isEmpty()) {
      page.paragraph("Nothing to rehearse.");
      return;
    }
    page.paragraph(Markdown.text(RehearsalLine.sentence(rehearsal)));
    rehearsal.failures().forEach(failure -> page.error(Words.message(failure)));
    page.table(HEADER, RehearsalLine.of(rehearsal).stream().map(RehearsalMarkdown::cells).toList());
    page.warnings(rehearsal.notRehearsed());
    page.paragraph(Markdown.text(String.join(" ", Rehearsal.LIMITS)));
  }

  private static List<String> cells(RehearsalLine step) {
    return List.of(
        Markdown.codeCell(step.name()),
        step.result(),
        step.rows(),
        step.time(),
        Markdown.text(step.blocked()),
        Markdown.text(step.note()));
  }
}
