package dev.tilth.render;

import dev.tilth.deploy.Forecast;
import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Plan;
import dev.tilth.plan.RowChange;
import dev.tilth.plan.RowChanges;
import dev.tilth.plan.SeederRows;
import dev.tilth.plan.SeederStep;
import dev.tilth.rehearse.Rehearsal;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A plan for the terminal. */
final class PlanText {

  private PlanText() {}

  static String of(Forecast forecast, Optional<Rehearsal> rehearsal, TextPage page) {
    Plan plan = forecast.steps();
    steps(forecast, page);
    edited(forecast, page);
    boolean values = !plan.environment().guarded();
    rows(forecast.rows(), (heading, table) -> page.table(heading, table), values);
    rows(
        forecast.edited(),
        (heading, table) -> page.table(heading + ", to be put right", table),
        values);
    page.block();
    IdleSeeder.sentences(IdleSeeder.of(plan)).forEach(page::line);
    plan.warnings().forEach(warning -> page.line(Tint.CAUTION, "Warning: " + warning));
    page.block()
        .line(sentence(plan))
        .line(
            "Environment %s, trigger %s. Nothing was written."
                .formatted(plan.environment().name(), plan.trigger().word()));
    PlanWords.closing(forecast).forEach(page::line);
    rehearsal.ifPresent(rehearsed -> RehearsalText.write(rehearsed, page));
    return page.toString();
  }

  private static void steps(Forecast forecast, TextPage page) {
    Plan plan = forecast.steps();
    TextTable migrations = new TextTable();
    for (MigrationScript script : plan.migrations()) {
      String note = forecast.lone().contains(script.script()) ? PlanWords.LONE : "";
      migrations.row(Cell.of(script.script()), Cell.tinted(Tint.FAINT, note));
    }
    TextTable abandoned = new TextTable();
    plan.abandoned().forEach(script -> abandoned.row(Cell.of(script)));
    TextTable seeders = new TextTable();
    for (SeederStep step : plan.seedersToRun()) {
      add(step.name(), PlanWords.reason(step), TableForecast.of(step, forecast), seeders);
    }
    page.table("Migrations to apply", migrations)
        .table("Broken-off migrations to clear up", abandoned)
        .table("Seeders to run", seeders);
  }

  private static void edited(Forecast forecast, TextPage page) {
    TextTable edited = new TextTable();
    for (SeederRows rows : forecast.edited()) {
      add(rows.seeder(), "", TableForecast.edited(rows), edited);
    }
    page.table(PlanWords.EDITED, edited);
  }

  /** The seeder stands in the first of its lines only. */
  private static void add(
      String seeder, String reason, List<TableForecast> tables, TextTable lines) {
    String name = seeder;
    String why = reason;
    for (TableForecast table : tables) {
      lines.row(
          Cell.of(name),
          Cell.tinted(Tint.FAINT, why),
          Cell.of(table.table()),
          Cell.tinted(table.tint(), table.words()));
      name = "";
      why = "";
    }
  }

  private static void rows(
      List<SeederRows> seeders, BiConsumer<String, TextTable> page, boolean values) {
    for (SeederRows seeder : seeders) {
      for (RowChanges changes : seeder.tables()) {
        if (changes instanceof RowChanges.Known known && !known.rows().isEmpty()) {
          page.accept(
              "Rows of %s, by %s".formatted(known.table(), seeder.seeder()), table(known, values));
        }
      }
    }
  }

  private static TextTable table(RowChanges.Known known, boolean values) {
    TextTable table = new TextTable();
    for (RowChange row : known.rows()) {
      RowLine line = RowLine.of(row, values);
      table.row(
          Cell.tinted(line.tint(), line.sign()), Cell.of(line.row()), Cell.of(line.columns()));
    }
    PlanWords.more(known).ifPresent(more -> table.row(Cell.of(""), Cell.of(more), Cell.of("")));
    return table;
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
