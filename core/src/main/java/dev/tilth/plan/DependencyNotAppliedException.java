package dev.tilth.plan;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Selected seeders need others that have not been applied and are not part of the run. */
public final class DependencyNotAppliedException extends TilthException {

  private static final long serialVersionUID = 1L;

  private DependencyNotAppliedException(Map<String, Set<String>> lacking) {
    super(
        ("The selection leaves out what it needs and what has not been applied: %s. Nothing was"
                + " written. Select %s too, or run without --only and --tag.")
            .formatted(
                lacking.entrySet().stream()
                    .map(one -> one.getKey() + " needs " + String.join(", ", one.getValue()))
                    .collect(Collectors.joining("; ")),
                lacking.values().stream()
                    .flatMap(Set::stream)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "))));
  }

  /**
   * Passes where every seeder that runs has what it needs.
   *
   * @param content every seeder
   * @param running names of those that run
   * @param satisfied names of those that have been applied, run, or are not for the environment
   */
  static void check(List<SeederContent> content, Set<String> running, Set<String> satisfied) {
    Map<String, Set<String>> lacking = new TreeMap<>();
    Deque<String> left = new ArrayDeque<>(running);
    while (!left.isEmpty()) {
      String name = left.remove();
      Set<String> missing = missing(name, content, satisfied);
      if (!missing.isEmpty() && lacking.put(name, missing) == null) {
        left.addAll(missing);
      }
    }
    if (!lacking.isEmpty()) {
      throw new DependencyNotAppliedException(lacking);
    }
  }

  private static Set<String> missing(
      String name, List<SeederContent> content, Set<String> satisfied) {
    Set<String> missing = new TreeSet<>();
    content.stream()
        .filter(seeder -> seeder.name().equals(name))
        .forEach(seeder -> missing.addAll(seeder.spec().dependsOn()));
    missing.removeAll(satisfied);
    return missing;
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
