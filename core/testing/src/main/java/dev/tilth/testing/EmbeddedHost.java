package dev.tilth.testing;

import dev.tilth.testing.embedded.Binaries;
import dev.tilth.testing.embedded.Cluster;
import java.util.List;

/**
 * A server of this JVM alone, gone with it. Nothing in it is worth a wait for the disk, so it has
 * no durability at all.
 */
final class EmbeddedHost implements ServerHost {

  private static final List<String> SETTINGS =
      List.of(
          "max_connections = 200",
          "fsync = off",
          "synchronous_commit = off",
          "full_page_writes = off",
          "log_line_prefix = '%m [%p] %d %a '");

  private final EphemeralDirectory directory;
  private final Cluster cluster;
  private final ServerAddress address;

  private EmbeddedHost(EphemeralDirectory directory, Cluster cluster, ServerAddress address) {
    this.directory = directory;
    this.cluster = cluster;
    this.address = address;
  }

  static EmbeddedHost start(int version) {
    Binaries binaries = Binaries.of(version);
    EphemeralDirectory.sweep(abandoned -> binaries.cluster(abandoned).abort());
    EphemeralDirectory directory = EphemeralDirectory.create();
    Cluster cluster = binaries.cluster(directory.path());
    try {
      cluster.create(SETTINGS);
      String password = Cluster.password(directory.path());
      int port = cluster.start(0);
      return new EmbeddedHost(
          directory, cluster, new ServerAddress("127.0.0.1", port, Cluster.USER, password, ""));
    } catch (RuntimeException e) {
      directory.delete();
      throw e;
    }
  }

  @Override
  public ServerAddress address() {
    return address;
  }

  @Override
  public String maintenanceDatabase() {
    return "postgres";
  }

  @Override
  public boolean outlivesUs() {
    return false;
  }

  @Override
  public void close() {
    cluster.abort();
    directory.delete();
  }
}
