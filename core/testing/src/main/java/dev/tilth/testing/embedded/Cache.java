package dev.tilth.testing.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Things that are made once per user and then only read. They are made beside their place and moved
 * there in one step, so that a reader never sees half of one and rivals cannot harm each other.
 *
 * @param root {@code $XDG_CACHE_HOME/tilth} or {@code ~/.cache/tilth}, or a directory in {@code
 *     java.io.tmpdir} where those cannot be written (or not reached by the server's user)
 */
record Cache(Path root) {

  static Cache of(RunAs runAs) {
    return Stream.of(userCache(), temporary())
        .filter(candidate -> runAs.reaches(candidate.resolve("entry")))
        .filter(Cache::writable)
        .findFirst()
        .map(Cache::new)
        .orElseThrow(() -> new NoCacheException(userCache(), temporary()));
  }

  /** The entry of that name, made by the maker if it is not there. */
  Path entry(String name, Maker maker) {
    Path entry = root.resolve(name);
    if (!Files.isDirectory(entry)) {
      Path draft = root.resolve("." + name + "." + UUID.randomUUID());
      try {
        maker.make(draft);
        publish(draft, entry);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        Tree.delete(draft);
      }
    }
    return entry;
  }

  private static void publish(Path draft, Path entry) throws IOException {
    try {
      Files.move(draft, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // A rival was faster, and what it published is as good as ours.
      if (!Files.isDirectory(entry)) {
        throw e;
      }
    }
  }

  private static Path userCache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg != null && !xdg.isBlank()
        ? Path.of(xdg, "tilth")
        : Path.of(System.getProperty("user.home"), ".cache", "tilth");
  }

  private static Path temporary() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "tilth-cache-" + System.getProperty("user.name"));
  }

  /**
   * In a directory that everybody can write, somebody else may have made ours first: the programs
   * in it would run as us, so only one that is ours and closed to other writers will do.
   */
  private static boolean writable(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path probe = Files.createTempFile(directory, ".probe", "");
      boolean ours =
          Objects.equals(
              Files.getOwner(probe), Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS));
      Files.delete(probe);
      return ours && !Files.isSymbolicLink(directory);
    } catch (IOException notWritable) {
      return false;
    }
  }

  interface Maker {
    void make(Path draft) throws IOException;
  }
}
