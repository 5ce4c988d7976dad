package dev.tilth.catalog;

import dev.tilth.spi.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** In the file system. */
record DirectoryFolder(Path directory) implements SeedFolder {

  @Override
  public String name() {
    return directory.toString();
  }

  @Override
  public List<Resource> files() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException("There is no such directory.");
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(Resource::file)
          .filter(file -> !file.name().startsWith("."))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new IOException("This directory cannot be read.", e);
    }
  }
}
