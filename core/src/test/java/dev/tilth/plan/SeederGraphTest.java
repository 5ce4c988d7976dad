package dev.tilth.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.spi.SeederSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeederGraphTest {

  @Test
  void the_catalogs_order_holds_where_dependencies_leave_a_choice() {
    assertThat(order(once("C"), once("A").after("B"), once("B"), once("D")))
        .containsExactly("C", "B", "A", "D");
  }

  @Test
  void every_duplicate_and_unknown_name_is_reported_at_once() {
    assertThatExceptionOfType(BrokenCatalogException.class)
        .isThrownBy(() ->
            order(once("Alpha"), once("Alpha"), once("B").after("Alpa"), once("C").after("X")))
        .withMessageContaining("The name Alpha is used by more than one seeder.")
        .withMessageContaining("B depends on Alpa, which is in no catalog. Did you mean 'Alpha'?")
        .withMessageContaining("C depends on X");
  }

  @Test
  void a_circle_is_shown_as_a_path_without_those_that_only_lead_to_it() {
    assertThatExceptionOfType(BrokenCatalogException.class)
        .isThrownBy(() ->
            order(
                once("Outside").after("A"),
                once("A").after("B"),
                once("B").after("C"),
                once("C").after("A")))
        .withMessageContaining("A -> B -> C -> A");
  }

  @Test
  void a_seeder_that_depends_on_itself_is_a_circle() {
    assertThatExceptionOfType(BrokenCatalogException.class)
        .isThrownBy(() -> order(once("A").after("A")))
        .withMessageContaining("A -> A");
  }

  @Test
  void random_graphs_are_ordered_with_every_dependency_first() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<SeederSpec> specs = acyclic(random, 1 + random.nextInt(12));

      List<String> order = order(specs.toArray(SeederSpec[]::new));

      assertThat(order).as("seed %d", seed).hasSameSizeAs(specs);
      for (SeederSpec spec : specs) {
        assertThat(spec.dependsOn())
            .as("seed %d: %s in %s", seed, spec.name(), order)
            .allMatch(needed -> order.indexOf(needed) < order.indexOf(spec.name()));
      }
    }
  }

  /** Each depends on some of those generated before it; the list is then shuffled. */
  private static List<SeederSpec> acyclic(Random random, int size) {
    List<SeederSpec> specs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String[] needed =
          specs.stream()
              .filter(spec -> random.nextInt(3) == 0)
              .map(SeederSpec::name)
              .toArray(String[]::new);
      specs.add(once("S" + i).after(needed));
    }
    Collections.shuffle(specs, random);
    return specs;
  }

  private static SeederSpec once(String name) {
    return SeederSpec.once(name);
  }

  private static List<String> order(SeederSpec... specs) {
    return SeederGraph.ordered(
            Arrays.stream(specs).map(spec -> new SeederContent(spec, "sum", 0)).toList())
        .stream()
        .map(SeederContent::name)
        .toList();
  }
}
