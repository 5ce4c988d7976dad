package dev.tilth.render;

import dev.tilth.deploy.Forecast;
import dev.tilth.deploy.Report;
import dev.tilth.deploy.Status;
import dev.tilth.rehearse.Rehearsal;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import dev.tilth.track.RunRecord;
import java.util.List;
import java.util.Optional;

/** See {@link Renderer#json}. */
record JsonRenderer() implements Renderer {

  @Override
  public String report(Report report) {
    return Json.document("report", json -> ReportJson.write(report, json));
  }

  @Override
  public String plan(Forecast forecast, Optional<Rehearsal> rehearsal) {
    return Json.document("plan", json -> PlanJson.write(forecast, rehearsal, json));
  }

  @Override
  public String status(Status status) {
    return Json.document("status", json -> StatusJson.write(status, json));
  }

  @Override
  public String history(List<RunRecord> runs) {
    return Json.document("history", json -> HistoryJson.write(runs, json));
  }

  @Override
  public String error(FailureKind kind, String message) {
    return error(kind, kind.exitCode(), message);
  }

  @Override
  public String error(TilthException failure) {
    return error(failure.kind(), failure.exitCode(), Words.message(failure));
  }

  private static String error(FailureKind kind, int exitCode, String message) {
    return Json.document(
        "error",
        json -> {
          json.text("outcome", "failed");
          json.number("exit_code", exitCode);
          json.object("error", () -> json.failure(kind, exitCode, message));
        });
  }
}
