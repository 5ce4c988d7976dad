package dev.tilth.testing.embedded;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The unpacked programs of one PostgreSQL version, and as whom they run. */
public final class Binaries {

  private static final int CHECKSUM_DIGITS = 16;

  private final int major;
  private final String key;
  private final Path home;
  private final RunAs runAs;
  private final Cache cache;

  private Binaries(int major, String key, Path home, RunAs runAs, Cache cache) {
    this.major = major;
    this.key = key;
    this.home = home;
    this.runAs = runAs;
    this.cache = cache;
  }

  /**
   * Finds the binaries and unpacks them where that has not been done before.
   *
   * @param major 14 to 18, or 0 for the newest version on the class path
   * @throws EmbeddedPostgresException if there are none, or if they cannot be run on this machine
   */
  public static Binaries of(int major) {
    return of(major, RunAs.current());
  }

  static Binaries of(int major, RunAs runAs) {
    Archive archive = Archives.find(major);
    Cache cache = Cache.of(runAs);
    String key =
        "postgres-%s-%s-%s"
            .formatted(
                archive.version(),
                Platform.current().artifact(),
                archive.checksum().substring(0, CHECKSUM_DIGITS));
    Path home =
        cache.entry(
            key,
            draft -> {
              try (InputStream content = archive.content().openStream()) {
                Unpacking.unpack(content, draft);
              }
            });
    return new Binaries(archive.major(), key, home, runAs, cache);
  }

  /** Major version, such as 18. */
  public int major() {
    return major;
  }

  /** A cluster in a directory, which may be empty yet. */
  public Cluster cluster(Path directory) {
    return new Cluster(this, directory.toAbsolutePath());
  }

  /** Names this build in the cache: version, platform and checksum. */
  String key() {
    return key;
  }

  RunAs runAs() {
    return runAs;
  }

  Cache cache() {
    return cache;
  }

  String run(String program, List<String> arguments) {
    return Command.run(command(program, arguments));
  }

  Command.Result attempt(String program, List<String> arguments) {
    return Command.attempt(command(program, arguments));
  }

  private List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return runAs.command(command);
  }
}
