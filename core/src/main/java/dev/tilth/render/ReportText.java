package dev.tilth.render;

import dev.tilth.deploy.Report;
import java.util.List;

/** A report for the terminal: the steps, what to know, the verdict last. */
final class ReportText {

  private ReportText() {}

  static String of(Report report, TextPage page) {
    page.table("Migrations", table(StepLine.migrations(report)));
    page.table("Seeders", table(StepLine.seeders(report)));
    page.block();
    IdleSeeder.sentences(IdleSeeder.of(report)).forEach(page::line);
    Retry.sentences(report).forEach(sentence -> page.line(Tint.CAUTION, sentence));
    report.warnings().forEach(warning -> page.line(Tint.CAUTION, "Warning: " + warning));
    page.block();
    report.failures().forEach(failure -> page.line(Tint.BAD, "Error: " + Words.message(failure)));
    page.block().line(Verdict.tint(report), Verdict.sentence(report));
    Verdict.next(report).ifPresent(page::line);
    report
        .restorePoint()
        .ifPresent(time -> page.line("Restore point %s, before the first write.".formatted(time)));
    return page.line(
            "Database %s, environment %s.".formatted(report.database(), report.environment()))
        .toString();
  }

  private static TextTable table(List<StepLine> steps) {
    TextTable table = new TextTable();
    for (StepLine step : steps) {
      table.row(
          Cell.tinted(step.tint(), step.result()),
          Cell.of(step.name()),
          Cell.of(step.rows()),
          Cell.number(step.time()),
          Cell.tinted(Tint.FAINT, step.note()));
    }
    return table;
  }
}
