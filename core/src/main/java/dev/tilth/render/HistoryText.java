package dev.tilth.render;

import dev.tilth.track.RunRecord;
import java.util.List;

/** The ledger for the terminal: a line for each run; reasons, plans and errors below. */
final class HistoryText {

  private HistoryText() {}

  static String of(List<RunRecord> runs, TextPage page) {
    if (runs.isEmpty()) {
      return page.line("No run is recorded.").toString();
    }
    TextTable table = new TextTable();
    table.row(
        heading("Begun (UTC)", false),
        heading("Outcome", false),
        heading("Command", false),
        heading("Environment", false),
        heading("Trigger", false),
        heading("Migrations", true),
        heading("Seeders", true),
        heading("Time", true),
        heading("By", false));
    runs.forEach(run -> add(run, table));
    page.rows(table).block();
    for (RunRecord run : runs) {
      run.reason()
          .ifPresent(
              reason -> page.line("%s, reason: %s".formatted(Times.utc(run.startedAt()), reason)));
      run.planHash()
          .ifPresent(hash -> page.line("%s, plan: %s".formatted(Times.utc(run.startedAt()), hash)));
      run.error()
          .ifPresent(
              error -> page.line(Tint.BAD, "%s: %s".formatted(Times.utc(run.startedAt()), error)));
    }
    return page.toString();
  }

  private static Cell heading(String text, boolean right) {
    return new Cell(text, Tint.FAINT, right);
  }

  private static void add(RunRecord run, TextTable table) {
    table.row(
        Cell.of(Times.utc(run.startedAt())),
        Cell.tinted(tint(run), RunWords.outcome(run)),
        Cell.of(run.command()),
        Cell.of(run.environment()),
        Cell.of(run.trigger()),
        Cell.number(Integer.toString(run.migrations())),
        Cell.number(Integer.toString(run.seeders())),
        Cell.number(Times.duration(run).map(Times::spoken).orElse("")),
        Cell.of("%s (%s)".formatted(run.origin().actor(), run.origin().launcher())));
  }

  private static Tint tint(RunRecord run) {
    return switch (run.outcome()) {
      case "done" -> Tint.GOOD;
      case "failed" -> Tint.BAD;
      default -> Tint.CAUTION;
    };
  }
}
