package dev.tilth.render;

import dev.tilth.deploy.Forecast;
import dev.tilth.plan.Plan;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.SeederRows;
import dev.tilth.plan.SeederStep;
import dev.tilth.rehearse.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A plan for the summary of a workflow. */
final class PlanMarkdown {

  private PlanMarkdown() {}

  static String of(Forecast forecast, Optional<Rehearsal> rehearsal) {
    Plan plan = forecast.steps();
    MarkdownPage page = new MarkdownPage("Tilth plan for " + plan.environment().name());
    page.paragraph(PlanText.sentence(plan));
    page.table(List.of("Step", "Why", "Table", "Rows"), steps(forecast));
    if (!forecast.edited().isEmpty()) {
      page.paragraph(PlanWords.EDITED + ":");
      page.table(List.of("Seeder", "Table", "Rows"), edited(forecast));
    }
    boolean values = !plan.environment().guarded();
    Stream.concat(forecast.rows().stream(), forecast.edited().stream())
        .forEach(seeder -> rows(seeder, values, page));
    notes(plan, page);
    PlanWords.closing(forecast).forEach(sentence -> page.paragraph(Markdown.text(sentence)));
    page.paragraph("Trigger %s. Nothing was written.".formatted(plan.trigger().word()));
    rehearsal.ifPresent(rehearsed -> RehearsalMarkdown.write(rehearsed, page));
    return page.toString();
  }

  /** Of a status: what is pending, what is left alone, and the warnings. */
  static void steps(Plan plan, MarkdownPage page) {
    page.table(List.of("Step", "Why"), rows(plan));
    notes(plan, page);
  }

  private static void notes(Plan plan, MarkdownPage page) {
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
                    List.of(Markdown.codeCell(step.name()), Markdown.text(PlanWords.reason(step)))))
        .toList();
  }

  private static List<List<String>> steps(Forecast forecast) {
    List<List<String>> rows = new ArrayList<>();
    forecast
        .steps()
        .migrations()
        .forEach(script ->
            rows.add(
                List.of(
                    Markdown.codeCell(script.script()),
                    forecast.lone().contains(script.script())
                        ? "pending, " + PlanWords.LONE
                        : "pending",
                    "",
                    "")));
    forecast
        .steps()
        .abandoned()
        .forEach(script ->
            rows.add(List.of(Markdown.codeCell(script), "broken off, to clear up", "", "")));
    for (SeederStep step : forecast.steps().seedersToRun()) {
      for (TableForecast table : TableForecast.of(step, forecast)) {
        rows.add(
            List.of(
                Markdown.codeCell(step.name()),
                Markdown.text(PlanWords.reason(step)),
                cell(table.table()),
                Markdown.text(table.words())));
      }
    }
    return rows;
  }

  private static List<List<String>> edited(Forecast forecast) {
    List<List<String>> rows = new ArrayList<>();
    for (SeederRows seeder : forecast.edited()) {
      for (TableForecast table : TableForecast.edited(seeder)) {
        rows.add(
            List.of(
                Markdown.codeCell(seeder.seeder()),
                cell(table.table()),
                Markdown.text(table.words())));
      }
    }
    return rows;
  }

  private static void rows(SeederRows seeder, boolean values, MarkdownPage page) {
    for (RowChanges changes : seeder.tables()) {
      if (changes instanceof RowChanges.Known known && !known.rows().isEmpty()) {
        page.paragraph(
            "Rows of %s, by %s:"
                .formatted(Markdown.code(known.table()), Markdown.code(seeder.seeder())));
        page.table(List.of("", "Row", "Columns"), rows(known, values));
        PlanWords.more(known).ifPresent(page::paragraph);
      }
    }
  }

  private static List<List<String>> rows(RowChanges.Known known, boolean values) {
    return known.rows().stream()
        .map(row -> RowLine.of(row, values))
        .map(line ->
            List.of(
                Markdown.codeCell(line.sign()),
                cell(line.row()),
                line.columns().isEmpty() ? "" : Markdown.codeCell(line.columns())))
        .toList();
  }

  private static String cell(String name) {
    return name.isEmpty() ? "" : Markdown.codeCell(name);
  }
}
