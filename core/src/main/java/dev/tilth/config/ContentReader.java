package dev.tilth.config;

import dev.tilth.catalog.SeedFolder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads where content lies that is no Java. */
final class ContentReader {

  private static final String MIGRATIONS_DIRECTORY = "tilth.migrations.directory";
  private static final String SEEDS = "tilth.seeds";
  private static final String CHUNKS_ABOVE = "tilth.chunks.above";
  private static final String CLASSPATH = "classpath:";

  private final SettingsReader reader;
  private final Path start;

  /**
   * @param start where relative paths start
   */
  ContentReader(SettingsReader reader, Path start) {
    this.reader = reader;
    this.start = start;
  }

  ContentSettings read() {
    return new ContentSettings(
        reader.read(MIGRATIONS_DIRECTORY, this::directory),
        seeds(),
        reader.read(Keys.CONTENT_RELEASE, ContentReader::release, 0L, String::valueOf),
        reader.read(CHUNKS_ABOVE, Values::size, SeedFiles.CHUNKS_ABOVE, ContentReader::size));
  }

  private List<SeedFolder> seeds() {
    List<SeedFolder> folders = new ArrayList<>();
    for (String text : reader.texts(SEEDS)) {
      try {
        folders.add(folder(text));
      } catch (IllegalArgumentException e) {
        reader.problem(SEEDS, "It names '%s'. %s".formatted(text, e.getMessage()));
      }
    }
    return folders;
  }

  private SeedFolder folder(String text) {
    return text.startsWith(CLASSPATH)
        ? SeedFolder.classpath(text.substring(CLASSPATH.length()))
        : SeedFolder.directory(directory(text));
  }

  private Path directory(String text) {
    Path path;
    try {
      path = start.resolve(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("Expected is a directory.", e);
    }
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException("There is no such directory.");
    }
    return path;
  }

  private static String size(long bytes) {
    return (bytes >> 20) + "MiB";
  }

  /** As many digits as a {@code bigint} of the database takes in any case. */
  private static long release(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new IllegalArgumentException(
          "Expected is a whole number of 0 or more, with at most 18 digits.");
    }
    return Long.parseLong(text);
  }
}
