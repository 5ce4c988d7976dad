package dev.tilth.config;

import dev.tilth.catalog.SeedFolder;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A catalog without Java: the files of folders.
 *
 * <ol>
 *   <li>Each {@code .csv}, {@code .jsonl}, {@code .csv.gz}, {@code .jsonl.gz} and {@code .sql} is a
 *       seeder, named after its file without the number that it begins with. The order is that of
 *       the folders, then the numbers, then the names; dependencies come before it.
 *   <li>{@code roles.dev.csv} is laid over {@code roles.csv} in the environment {@code dev}.
 *   <li>What else there is to say of a seeder stands in {@code roles.conf}, or in a section {@code
 *       roles} of {@code seeds.conf}, in HOCON. Nothing outside of the file is substituted into it,
 *       no environment variable either: what a seeder is does not depend on where it runs.
 *   <li>A large file of rows is loaded in chunks: {@link #withChunksAbove}.
 *   <li>Files with other endings do not count. All problems are reported together.
 * </ol>
 *
 * <p>Immutable.
 */
public final class SeedFiles implements SeederCatalog {

  /** The size from which files are loaded in chunks where nobody says another: 32 MiB. */
  public static final long CHUNKS_ABOVE = 32L << 20;

  private final List<SeedFolder> folders;
  private final long release;
  private final long chunksAbove;

  private SeedFiles(List<SeedFolder> folders, long release, long chunksAbove) {
    this.folders = folders;
    this.release = release;
    this.chunksAbove = chunksAbove;
  }

  /** The files of these folders, without a release. */
  public static SeedFiles in(SeedFolder... folders) {
    return new SeedFiles(List.of(folders), 0, CHUNKS_ABOVE);
  }

  /** With the release of the files, 0 or more. */
  public SeedFiles withRelease(long number) {
    return new SeedFiles(folders, number, chunksAbove);
  }

  /**
   * With the size above which the rows of a file are loaded in chunks ({@link
   * dev.tilth.spi.ChunkedTableSeeder}) if they can be: not those of a mirror, or with overlays.
   *
   * @param size in characters of the unpacked file, 0 or more
   */
  public SeedFiles withChunksAbove(long size) {
    return new SeedFiles(folders, release, size);
  }

  @Override
  public String name() {
    return folders.stream().map(SeedFolder::name).collect(Collectors.joining(", "));
  }

  /**
   * Reads the folders.
   *
   * @throws InvalidSettingsException with every problem
   */
  @Override
  public List<Seeder> seeders() {
    Problems problems = new Problems("The seeders in %s have".formatted(name()));
    Map<String, String> places = new LinkedHashMap<>();
    List<Seeder> seeders = new ArrayList<>();
    for (SeedFolder folder : folders) {
      for (Seeder seeder : new SeedFolderReader(folder, chunksAbove, problems).read()) {
        String other = places.putIfAbsent(seeder.spec().name(), folder.name());
        if (other != null) {
          problems.add(
              seeder.spec().name(),
              folder.name(),
              "There is a seeder of this name in %s already.".formatted(other));
        }
        seeders.add(seeder);
      }
    }
    problems.throwIfAny();
    return seeders;
  }

  @Override
  public long release() {
    return release;
  }
}
