package dev.tilth.render;

import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.Status;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.spi.FailureKind;
import dev.tilth.track.RunRecord;
import java.util.List;
import java.util.Optional;

/** See {@link Renderer#markdown}. */
record MarkdownRenderer() implements Renderer {

  @Override
  public String report(Report report) {
    return ReportMarkdown.of(report);
  }

  @Override
  public String plan(Forecast forecast, Optional<Rehearsal> rehearsal) {
    return PlanMarkdown.of(forecast, rehearsal);
  }

  @Override
  public String status(Status status) {
    return StatusMarkdown.of(status);
  }

  @Override
  public String history(List<RunRecord> runs) {
    return HistoryMarkdown.of(runs);
  }

  @Override
  public String error(FailureKind kind, String message) {
    return new MarkdownPage("Tilth: " + Words.spoken(kind)).error(message).toString();
  }
}
