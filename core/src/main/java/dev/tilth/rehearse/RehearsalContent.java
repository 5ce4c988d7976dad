package dev.tilth.rehearse;

import dev.tilth.migrate.MigrationContent;
import dev.tilth.policy.Environments;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSettings;
import dev.tilth.track.TrackerSettings;
import java.util.Map;
import java.util.function.Function;

/**
 * What a rehearsal is about.
 *
 * @param migrations the scripts with their texts
 * @param seeders by name
 * @param environments which there are
 * @param settings of a seeder, by its name
 * @param tracker where the records stand
 * @param tracked whether they are there
 */
public record RehearsalContent(
    MigrationContent migrations,
    Map<String, Seeder> seeders,
    Environments environments,
    Function<String, SeederSettings> settings,
    TrackerSettings tracker,
    boolean tracked) {

  public RehearsalContent {
    seeders = Map.copyOf(seeders);
  }
}
