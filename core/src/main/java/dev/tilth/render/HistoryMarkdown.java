package dev.tilth.render;

import dev.tilth.track.RunRecord;
import java.util.List;

/** The ledger for the summary of a workflow. */
final class HistoryMarkdown {

  private static final List<String> HEADER =
      List.of(
          "Begun (UTC)",
          "Outcome",
          "Command",
          "Environment",
          "Trigger",
          "Migrations",
          "Seeders",
          "Time",
          "By",
          "Reason",
          "Plan",
          "Error");

  private HistoryMarkdown() {}

  static String of(List<RunRecord> runs) {
    MarkdownPage page = new MarkdownPage("Tilth history");
    if (runs.isEmpty()) {
      page.paragraph("No run is recorded.");
    }
    return page.table(HEADER, runs.stream().map(HistoryMarkdown::cells).toList()).toString();
  }

  private static List<String> cells(RunRecord run) {
    return List.of(
        Times.utc(run.startedAt()),
        Markdown.text(RunWords.outcome(run)),
        Markdown.text(run.command()),
        Markdown.text(run.environment()),
        Markdown.text(run.trigger()),
        Integer.toString(run.migrations()),
        Integer.toString(run.seeders()),
        Times.duration(run).map(Times::spoken).orElse(""),
        Markdown.text(run.origin().actor()),
        Markdown.text(run.reason().orElse("")),
        run.planHash().map(Markdown::codeCell).orElse(""),
        Markdown.text(run.error().orElse("")));
  }
}
