package dev.tilth.render;

import dev.tilth.deploy.Report;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A report for the summary of a workflow. */
final class ReportMarkdown {

  private static final List<String> HEADER = List.of("Step", "Result", "Rows", "Time", "Note");

  private ReportMarkdown() {}

  static String of(Report report) {
    MarkdownPage page =
        new MarkdownPage(
            "Tilth %s to %s: %s"
                .formatted(report.command(), report.environment(), Words.spoken(report.outcome())));
    page.paragraph(Markdown.text(Verdict.sentence(report)));
    report.failures().forEach(failure -> page.error(Words.message(failure)));
    Verdict.next(report).ifPresent(next -> page.paragraph(Markdown.text(next)));
    page.table(HEADER, rows(report));
    Retry.sentences(report).forEach(sentence -> page.paragraph(Markdown.text(sentence)));
    IdleSeeder.sentences(IdleSeeder.of(report))
        .forEach(sentence -> page.paragraph(Markdown.text(sentence)));
    report.restorePoint().map(ReportMarkdown::restorePoint).ifPresent(page::paragraph);
    return page.warnings(report.warnings())
        .paragraph(
            "Database %s, trigger %s, run %s."
                .formatted(
                    Markdown.code(report.database()),
                    report.trigger().word(),
                    Markdown.code(report.runId().toString())))
        .toString();
  }

  private static String restorePoint(Instant time) {
    return "Restore point: %s, the server's time before the first write of this run."
        .formatted(Markdown.code(time.toString()));
  }

  private static List<List<String>> rows(Report report) {
    return Stream.concat(StepLine.migrations(report).stream(), StepLine.seeders(report).stream())
        .map(step ->
            List.of(
                Markdown.codeCell(step.name()),
                step.result(),
                step.rows(),
                step.time(),
                Markdown.text(step.note())))
        .toList();
  }
}
