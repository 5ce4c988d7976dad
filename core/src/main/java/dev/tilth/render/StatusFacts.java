package dev.tilth.render;

import static java.util.stream.Collectors.joining;

import dev.tilth.deploy.Status;
import dev.tilth.plan.AppliedMigration;
import dev.tilth.plan.AppliedSeed;
import dev.tilth.track.RunRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a status says, in words. */
final class StatusFacts {

  /** Flyway's marks in its history that stand for no script. */
  private static final Set<String> NO_SCRIPT = Set.of("BASELINE", "SCHEMA", "DELETE");

  private StatusFacts() {}

  /** By label, in order. */
  static Map<String, String> of(Status status) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Database", status.database());
    facts.put("Environment", status.environment() + identity(status));
    facts.put("Migrations", migrations(status));
    facts.put("Seeders", seeders(status));
    facts.put("Last run", status.lastRun().map(StatusFacts::run).orElse("none recorded"));
    return facts;
  }

  static Tint tint(Status status) {
    if (status.obstacle().isPresent()) {
      return Tint.BAD;
    }
    return status.isUpToDate() ? Tint.GOOD : Tint.CAUTION;
  }

  static String verdict(Status status) {
    Optional<String> blocked =
        status.obstacle().map(failure -> "A deployment cannot begin. " + Words.message(failure));
    return blocked.orElse(standing(status));
  }

  /** For machines. */
  static String outcome(Status status) {
    if (status.plan().isEmpty()) {
      return "blocked";
    }
    return status.isUpToDate() ? "up_to_date" : "pending";
  }

  private static String identity(Status status) {
    return status.state().environment().isPresent() ? "" : " (not recorded in the database yet)";
  }

  private static String migrations(Status status) {
    long applied =
        status.state().applied().stream()
            .filter(row -> row.success() && !NO_SCRIPT.contains(row.type()))
            .map(AppliedMigration::script)
            .distinct()
            .count();
    return applied
        + " applied"
        + status.plan().map(plan -> ", %d pending".formatted(plan.migrations().size())).orElse("");
  }

  private static String seeders(Status status) {
    long applied = status.state().seeds().stream().filter(AppliedSeed::done).count();
    return applied
        + " applied"
        + status
            .plan()
            .map(plan ->
                ", %d pending, %d held back"
                    .formatted(plan.seedersToRun().size(), plan.heldBack().size()))
            .orElse("")
        + status.state().seeds().stream().map(seed -> incomplete(seed, status)).collect(joining());
  }

  private static String incomplete(AppliedSeed seed, Status status) {
    String of = isReplaced(seed, status) ? " of an earlier content" : "";
    return seed.incomplete()
        .map(chunks -> "; of %s %s".formatted(seed.name(), chunks.words(of)))
        .orElse("");
  }

  private static boolean isReplaced(AppliedSeed seed, Status status) {
    return status.plan().stream()
        .flatMap(plan -> plan.seeders().stream())
        .anyMatch(step ->
            step.name().equals(seed.name()) && !step.seeder().checksum().equals(seed.checksum()));
  }

  private static String run(RunRecord run) {
    return "%s %s, begun %s UTC by %s"
        .formatted(
            run.command(), RunWords.outcome(run), Times.utc(run.startedAt()), run.origin().actor());
  }

  private static String standing(Status status) {
    if (!status.isUpToDate()) {
      return "Not up to date.";
    }
    int held = status.plan().map(plan -> plan.heldBack().size()).orElse(0);
    return held == 0
        ? "Up to date."
        : "Up to date, apart from %s that the policy holds back."
            .formatted(Words.count(held, "seeder"));
  }
}
