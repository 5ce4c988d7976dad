package dev.tilth.render;

import dev.tilth.deploy.Forecast;
import dev.tilth.plan.MigrationScript;
import dev.tilth.plan.Plan;
import dev.tilth.plan.PlanHash;
import dev.tilth.plan.SeederDecision;
import dev.tilth.plan.SeederStep;
import dev.tilth.plan.Version;
import dev.tilth.rehearse.Rehearsal;
import java.util.Optional;

/** The fields of a plan. */
final class PlanJson {

  private PlanJson() {}

  static void write(Forecast forecast, Optional<Rehearsal> rehearsal, Json json) {
    Plan plan = forecast.steps();
    begin(plan, json);
    json.objects(
        "migrations",
        plan.migrations(),
        script -> {
          migration(script, json);
          json.flag("transactional", !forecast.lone().contains(script.script()));
        });
    json.objects(
        "seeders",
        plan.seeders(),
        step -> {
          seeder(step, json);
          json.object("rows", forecast.rowsOf(step.name()), rows -> RowsJson.write(rows, json));
        });
    json.objects(
        "edited",
        forecast.edited(),
        rows -> {
          json.text("name", rows.seeder());
          RowsJson.write(rows, json);
        });
    end(plan, json);
    json.text("plan_hash", forecast.hash().map(PlanHash::text));
    json.flag("needs_plan_hash", forecast.needsHash());
    json.object("rehearsal", rehearsal, rehearsed -> RehearsalJson.write(rehearsed, json));
  }

  /** Of a status, which does not look into tables. */
  static void write(Plan plan, Json json) {
    begin(plan, json);
    json.objects("migrations", plan.migrations(), script -> migration(script, json));
    json.objects("seeders", plan.seeders(), step -> seeder(step, json));
    end(plan, json);
  }

  private static void begin(Plan plan, Json json) {
    json.text("outcome", plan.isEmpty() ? "nothing_to_do" : "pending");
    json.text("environment", plan.environment().name());
    json.text("trigger", plan.trigger().word());
  }

  private static void end(Plan plan, Json json) {
    json.texts("abandoned", plan.abandoned());
    json.texts("warnings", plan.warnings());
  }

  private static void migration(MigrationScript script, Json json) {
    json.text("script", script.script());
    json.text("version", script.version().map(Version::toString));
    json.text("description", script.description());
  }

  private static void seeder(SeederStep step, Json json) {
    json.text("name", step.name());
    json.text("action", action(step.decision()));
    json.text("reason", step.decision().reason());
  }

  private static String action(SeederDecision decision) {
    return switch (decision) {
      case SeederDecision.Run run -> "run";
      case SeederDecision.UpToDate upToDate -> "up_to_date";
      case SeederDecision.NewerApplied newer -> "newer_applied";
      case SeederDecision.OtherEnvironment other -> "other_environment";
      case SeederDecision.NotSelected notSelected -> "not_selected";
      case SeederDecision.HeldBack heldBack -> "held_back";
    };
  }
}
