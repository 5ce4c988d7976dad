package dev.tilth.plan;

import dev.tilth.spi.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders seeders: repeatedly the first one of the catalog whose dependencies have all been placed.
 * Reports every duplicate and unknown name at once, then a cycle.
 */
final class SeederGraph {

  private final Map<String, SeederContent> byName = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private SeederGraph(List<SeederContent> seeders) {
    for (SeederContent seeder : seeders) {
      if (byName.putIfAbsent(seeder.name(), seeder) != null) {
        problems.add("The name %s is used by more than one seeder.".formatted(seeder.name()));
      }
    }
    byName.values().forEach(this::checkDependencies);
    if (!problems.isEmpty()) {
      throw new BrokenCatalogException(problems);
    }
  }

  static List<SeederContent> ordered(List<SeederContent> seeders) {
    return new SeederGraph(seeders).order();
  }

  private void checkDependencies(SeederContent seeder) {
    for (String dependency : seeder.spec().dependsOn()) {
      if (!byName.containsKey(dependency)) {
        problems.add(
            "Seeder %s depends on %s, which is in no catalog.%s"
                .formatted(
                    seeder.name(), dependency, DidYouMean.among(byName.keySet(), dependency)));
      }
    }
  }

  private List<SeederContent> order() {
    Set<String> placed = new LinkedHashSet<>();
    Set<String> waiting = new LinkedHashSet<>(byName.keySet());
    while (!waiting.isEmpty()) {
      String next =
          waiting.stream()
              .filter(name -> placed.containsAll(dependencies(name)))
              .findFirst()
              .orElseThrow(() -> new BrokenCatalogException(List.of(cycle(waiting))));
      waiting.remove(next);
      placed.add(next);
    }
    return placed.stream().map(name -> byName.get(name)).toList();
  }

  private Set<String> dependencies(String name) {
    SeederContent seeder = byName.get(name);
    return seeder == null ? Set.of() : seeder.spec().dependsOn();
  }

  /** Every waiting seeder depends on a waiting one, so following dependencies comes back. */
  private String cycle(Set<String> waiting) {
    List<String> path = new ArrayList<>(List.of(waiting.iterator().next()));
    while (true) {
      String last = path.get(path.size() - 1);
      String next = dependencies(last).stream().filter(waiting::contains).findFirst().orElseThrow();
      int start = path.indexOf(next);
      path.add(next);
      if (start >= 0) {
        return "Seeders depend on each other in a circle: %s."
            .formatted(String.join(" -> ", path.subList(start, path.size())));
      }
    }
  }
}
