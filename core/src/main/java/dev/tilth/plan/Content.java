package dev.tilth.plan;

import java.util.List;

/**
 * What this build brings.
 *
 * @param release the highest number of its sources and catalogs
 * @param migrations in the order of {@link MigrationScript#ORDER}
 * @param seeders in the order in which they run: dependencies first, then as the catalogs list them
 */
public record Content(long release, List<MigrationScript> migrations, List<SeederContent> seeders) {

  /**
   * Orders both lists.
   *
   * @throws IllegalArgumentException if the release is negative
   * @throws BrokenCatalogException if seeders have the same name, depend on unknown ones or on each
   *     other
   */
  public Content {
    if (release < 0) {
      throw new IllegalArgumentException(
          "A content release must be 0 or more, but is %d.".formatted(release));
    }
    migrations = migrations.stream().sorted(MigrationScript.ORDER).toList();
    seeders = SeederGraph.ordered(seeders);
  }
}
