package dev.tilth.render;

import dev.tilth.deploy.Status;
import dev.tilth.plan.AppliedMigration;
import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.SeedProgress;
import dev.tilth.plan.Version;
import java.time.Instant;
import java.util.Optional;

/** The fields of a status. */
final class StatusJson {

  private StatusJson() {}

  static void write(Status status, Json json) {
    json.text("outcome", StatusFacts.outcome(status));
    json.text("database", status.database());
    json.text("environment", status.environment());
    json.text("recorded_environment", status.state().environment());
    json.objects("applied_migrations", status.state().migrations(), row -> migration(row, json));
    json.objects("applied_seeders", status.state().seeds(), row -> seeder(row, json));
    json.object("plan", status.plan(), plan -> PlanJson.write(plan, json));
    json.object("last_run", status.lastRun(), run -> HistoryJson.run(run, json));
    json.error(status.obstacle());
  }

  private static void migration(AppliedMigration row, Json json) {
    json.text("script", row.script());
    json.text("version", row.version().map(Version::toString));
    json.text("description", row.description());
    json.text("type", row.type());
    json.instant("installed_at", row.installedAt());
    json.flag("success", row.success());
  }

  private static void seeder(AppliedSeed row, Json json) {
    json.text("name", row.name());
    json.number("version", row.version());
    json.text("checksum", row.checksum());
    json.text(
        "finished_at",
        Optional.of(row.finishedAt()).filter(end -> row.done()).map(Instant::toString));
    json.flag("done", row.done());
    json.object("chunks", row.incomplete(), chunks -> chunks(chunks, json));
  }

  private static void chunks(SeedProgress.Incomplete chunks, Json json) {
    json.number("done", chunks.done());
    json.number("count", chunks.chunking().count());
  }
}
