package dev.tilth.migrate;

import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scripts of a directory and its subdirectories: migrations without a line of Java. */
public final class DirectoryMigrations implements MigrationSource {

  private final Path directory;
  private final long release;

  /** Scripts without a release. */
  public DirectoryMigrations(Path directory) {
    this(directory, 0);
  }

  /** Scripts of this release, 0 or more. */
  public DirectoryMigrations(Path directory, long release) {
    this.directory = directory;
    this.release = release;
  }

  @Override
  public long release() {
    return release;
  }

  @Override
  public String name() {
    return directory.toString();
  }

  /**
   * Every {@code .sql} file and every {@code .sql.conf} beside one.
   *
   * @throws UnusableScriptsException if the directory cannot be read or has no script in it
   */
  @Override
  public List<Resource> scripts() {
    if (!Files.isDirectory(directory)) {
      throw new UnusableScriptsException(List.of("There is no directory %s.".formatted(directory)));
    }
    try (Stream<Path> files = Files.walk(directory)) {
      List<Resource> scripts =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().matches(".*\\.sql(\\.conf)?"))
              .sorted()
              .map(Resource::file)
              .toList();
      if (scripts.isEmpty()) {
        throw new UnusableScriptsException(
            List.of("Directory %s has no .sql file.".formatted(directory)));
      }
      return scripts;
    } catch (IOException e) {
      throw new UnusableScriptsException(
          List.of("Directory %s cannot be read: %s.".formatted(directory, e.getMessage())));
    }
  }
}
