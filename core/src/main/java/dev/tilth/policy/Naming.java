package dev.tilth.policy;

import dev.tilth.spi.Seeder;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import java.util.List;
import java.util.stream.Stream;

/**
 * A place where content names an environment.
 *
 * @param place as it begins a sentence
 */
record Naming(String place, String environment) {

  /** Those of a seeder: where it runs, and which overlays its declared tables have. */
  static Stream<Naming> of(Seeder seeder) {
    String name = seeder.spec().name();
    List<TableData> tables = seeder instanceof TableSeeder declared ? declared.tables() : List.of();
    return Stream.concat(
        seeder.spec().environments().stream()
            .map(environment -> new Naming("Seeder " + name, environment)),
        tables.stream().flatMap(table -> of(name, table)));
  }

  /** Those of a table that a seeder declares or loads. */
  static Stream<Naming> of(String seeder, TableData table) {
    return table.overlays().entrySet().stream()
        .map(overlay ->
            new Naming(
                "The overlay %s of seeder %s".formatted(overlay.getValue().name(), seeder),
                overlay.getKey()));
  }
}
