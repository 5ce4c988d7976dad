package dev.tilth.render;

import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.Status;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.spi.FailureKind;
import dev.tilth.track.RunRecord;
import java.util.List;
import java.util.Optional;

/** See {@link Renderer#text}. */
record TextRenderer(boolean colour) implements Renderer {

  @Override
  public String report(Report report) {
    return ReportText.of(report, page());
  }

  @Override
  public String plan(Forecast forecast, Optional<Rehearsal> rehearsal) {
    return PlanText.of(forecast, rehearsal, page());
  }

  @Override
  public String status(Status status) {
    return StatusText.of(status, page());
  }

  @Override
  public String history(List<RunRecord> runs) {
    return HistoryText.of(runs, page());
  }

  @Override
  public String error(FailureKind kind, String message) {
    return page().line(Tint.BAD, "tilth: " + message).toString();
  }

  private TextPage page() {
    return new TextPage(colour);
  }
}
