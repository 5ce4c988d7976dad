package dev.tilth.catalog;

import dev.tilth.spi.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder whose files are seeders. Immutable. */
public sealed interface SeedFolder permits DirectoryFolder, ClasspathFolder {

  /** As a person names it, such as {@code seeds} or {@code classpath:db/seeds}. */
  String name();

  /**
   * The files that lie in the folder itself, by name; without hidden ones and subfolders.
   *
   * @throws IOException if it cannot be listed; its message is a sentence
   */
  List<Resource> files() throws IOException;

  /** A directory of the file system. */
  static SeedFolder directory(Path directory) {
    return new DirectoryFolder(directory);
  }

  /**
   * A folder of the class path: of directories, and of jars that have an entry for it. Read through
   * the class loader of the thread.
   *
   * @param folder such as {@code db/seeds}
   */
  static SeedFolder classpath(String folder) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return new ClasspathFolder(
        folder, Optional.ofNullable(loader).orElseGet(ClassLoader::getSystemClassLoader));
  }
}
