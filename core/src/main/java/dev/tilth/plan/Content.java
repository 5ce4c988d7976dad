package dev.tilth.plan;

import java.util.List;

/**
 * What this build brings.
 *
 * @param migrations in the order of {@link MigrationScript#ORDER}
 * @param seeders in the order in which they run: dependencies first, then as the catalogs list them
 */
public record Content(List<MigrationScript> migrations, List<SeederContent> seeders) {

  /**
   * Orders both lists.
   *
   * @throws BrokenCatalogException if seeders have the same name, depend on unknown ones or on each
   *     other
   */
  public Content {
    migrations = migrations.stream().sorted(MigrationScript.ORDER).toList();
    seeders = SeederGraph.ordered(seeders);
  }
}
