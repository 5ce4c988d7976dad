package dev.tilth.render;

import dev.tilth.database.FailedAttempt;
import dev.tilth.deploy.Report;
import dev.tilth.migrate.MigrationOutcome;
import dev.tilth.seed.ChunkShare;
import dev.tilth.seed.SeederOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The fields of a report. */
final class ReportJson {

  private ReportJson() {}

  static void write(Report report, Json json) {
    json.text("outcome", Words.word(report.outcome()));
    json.number("exit_code", report.exitCode());
    json.text("run_id", report.runId().toString());
    json.text("command", report.command());
    json.text("environment", report.environment());
    json.text("trigger", report.trigger().word());
    json.text("database", report.database());
    json.text("restore_point", report.restorePoint().map(Instant::toString));
    json.millis("duration_ms", report.duration());
    json.objects("migrations", report.migrations(), step -> migration(step, json));
    json.objects("seeders", report.seeders(), step -> seeder(step, json));
    json.rows("rows", Optional.of(report.rows()));
    json.texts("warnings", report.warnings());
    json.error(report.failure());
  }

  private static void migration(MigrationOutcome step, Json json) {
    json.text("script", step.script());
    json.text("result", Words.word(step.result()));
    json.millis("duration_ms", step.duration());
    retries(step.retries(), json);
    json.error(step.failure());
  }

  private static void seeder(SeederOutcome step, Json json) {
    json.text("name", step.name());
    json.text("result", Words.word(step.result()));
    json.text("reason", step.reason());
    json.rows("rows", step.rows());
    json.flag("rows_exact", step.exact());
    json.tables("tables", step.tables());
    json.millis("duration_ms", step.duration());
    json.object("chunks", step.chunks(), share -> chunks(share, json));
    retries(step.retries(), json);
    json.error(step.failure());
  }

  private static void chunks(ChunkShare share, Json json) {
    json.number("written", share.written());
    json.number("done", share.done());
    json.number("count", share.count());
  }

  private static void retries(List<FailedAttempt> retries, Json json) {
    json.objects(
        "retries",
        retries,
        attempt -> {
          json.text("reason", attempt.reason());
          json.millis("pause_ms", attempt.pause());
        });
  }
}
