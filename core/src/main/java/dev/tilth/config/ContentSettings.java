package dev.tilth.config;

import dev.tilth.catalog.SeedFolder;
import dev.tilth.migrate.DirectoryMigrations;
import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.SeederCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Content that lies in files. As soon as some is named, no bundled content counts, neither
 * migrations nor seeders.
 *
 * @param migrations a directory of scripts
 * @param seeds folders of seeders
 * @param release the release of these files, 0 or more
 * @param chunksAbove see {@link SeedFiles#withChunksAbove}
 */
public record ContentSettings(
    Optional<Path> migrations, List<SeedFolder> seeds, long release, long chunksAbove) {

  public ContentSettings {
    seeds = List.copyOf(seeds);
  }

  /** Whether it stands in for the bundled content. */
  public boolean isGiven() {
    return migrations.isPresent() || !seeds.isEmpty();
  }

  /** The scripts of the directory; nothing where none is named. */
  public List<MigrationSource> migrationSources() {
    return migrations.stream()
        .<MigrationSource>map(directory -> new DirectoryMigrations(directory, release))
        .toList();
  }

  /** The seeders of the folders; nothing where none is named. */
  public List<SeederCatalog> catalogs() {
    SeedFolder[] folders = seeds.toArray(SeedFolder[]::new);
    return seeds.isEmpty()
        ? List.of()
        : List.of(SeedFiles.in(folders).withRelease(release).withChunksAbove(chunksAbove));
  }
}
