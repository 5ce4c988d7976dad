package dev.tilth.render;

import dev.tilth.deploy.Report;
import dev.tilth.plan.Plan;
import dev.tilth.seed.SeederOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A seeder that does not run, and why. */
record IdleSeeder(String name, SeederOutcome.Result result, String reason) {

  /** Whoever only migrates has not passed any seeder over. */
  static List<IdleSeeder> of(Report report) {
    return report.seeders().stream()
        .filter(step -> step.result().isIdle())
        .filter(step ->
            !report.command().equals("migrate")
                || step.result() != SeederOutcome.Result.NOT_SELECTED)
        .map(step -> new IdleSeeder(step.name(), step.result(), step.reason()))
        .toList();
  }

  static List<IdleSeeder> of(Plan plan) {
    return plan.seeders().stream()
        .filter(step -> !step.runs())
        .map(step ->
            new IdleSeeder(
                step.name(), SeederOutcome.Result.of(step.decision()), step.decision().reason()))
        .toList();
  }

  /** One sentence for each reason, such as {@code 9 seeders up to date.} */
  static List<String> sentences(List<IdleSeeder> seeders) {
    Map<String, List<IdleSeeder>> groups = new LinkedHashMap<>();
    for (IdleSeeder seeder : seeders) {
      groups.computeIfAbsent(seeder.reason, reason -> new ArrayList<>()).add(seeder);
    }
    return groups.values().stream().map(IdleSeeder::sentence).toList();
  }

  /** Only those that are held back are named: the others are nobody's concern. */
  private static String sentence(List<IdleSeeder> group) {
    IdleSeeder first = group.get(0);
    String count = "%s %s".formatted(Words.count(group.size(), "seeder"), first.reason);
    return first.result == SeederOutcome.Result.HELD_BACK
        ? "%s (%s)."
            .formatted(
                count, group.stream().map(IdleSeeder::name).collect(Collectors.joining(", ")))
        : count + ".";
  }
}
