package dev.tilth.deploy;

import dev.tilth.migrate.MigrationContent;
import dev.tilth.plan.Content;
import dev.tilth.plan.SeederContent;
import dev.tilth.seed.SeederContents;
import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Everything that this build brings, read and checked.
 *
 * @param migrations the scripts with their texts
 * @param seeders by name
 * @param content the same, as plans see it where no overlay counts
 */
record Inventory(MigrationContent migrations, Map<String, Seeder> seeders, Content content) {

  static Inventory of(List<MigrationSource> sources, List<SeederCatalog> catalogs) {
    MigrationContent migrations = MigrationContent.read(sources);
    Map<String, Seeder> byName = new LinkedHashMap<>();
    List<SeederContent> contents = new ArrayList<>();
    for (SeederCatalog catalog : catalogs) {
      for (Seeder seeder : catalog.seeders()) {
        byName.put(seeder.spec().name(), seeder);
        contents.add(SeederContents.of(seeder));
      }
    }
    return new Inventory(
        migrations,
        byName,
        new Content(release(sources, catalogs), migrations.scripts(), contents));
  }

  /** As plans for an environment see it: there, its overlays are content too. */
  Content contentIn(String environment) {
    return new Content(
        content.release(),
        content.migrations(),
        content.seeders().stream().map(plain -> contentIn(environment, plain)).toList());
  }

  private SeederContent contentIn(String environment, SeederContent plain) {
    Seeder seeder = seeders.get(plain.name());
    return seeder == null ? plain : SeederContents.in(environment, seeder, plain);
  }

  private static long release(List<MigrationSource> sources, List<SeederCatalog> catalogs) {
    return LongStream.concat(
            sources.stream().mapToLong(MigrationSource::release),
            catalogs.stream().mapToLong(SeederCatalog::release))
        .max()
        .orElse(0);
  }
}
