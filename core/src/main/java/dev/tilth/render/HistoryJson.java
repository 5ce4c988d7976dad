package dev.tilth.render;

import dev.tilth.track.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The fields of a history. */
final class HistoryJson {

  private HistoryJson() {}

  static void write(List<RunRecord> runs, Json json) {
    json.text("outcome", runs.isEmpty() ? "empty" : "found");
    json.objects("runs", runs, run -> run(run, json));
  }

  static void run(RunRecord run, Json json) {
    json.text("run_id", run.id().toString());
    json.text("outcome", run.outcome());
    json.flag("vanished", run.vanished());
    json.text("command", run.command());
    json.text("environment", run.environment());
    json.text("trigger", run.trigger());
    json.text("reason", run.reason());
    json.text("plan_hash", run.planHash());
    json.text("actor", run.origin().actor());
    json.text("host", run.origin().host());
    json.text("launcher", run.origin().launcher());
    json.text("tilth_version", run.origin().tilthVersion());
    json.text("commit", run.origin().commit());
    json.text("image", run.origin().image());
    json.number("migrations", run.migrations());
    json.number("seeders", run.seeders());
    json.instant("started_at", run.startedAt());
    json.text("finished_at", run.finishedAt().map(Instant::toString));
    json.number("duration_ms", Times.duration(run).map(Duration::toMillis));
    json.text("error_message", run.error());
  }
}
