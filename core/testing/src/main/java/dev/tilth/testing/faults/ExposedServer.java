package dev.tilth.testing.faults;

import dev.tilth.testing.TestServer;
import dev.tilth.testing.embedded.Binaries;
import dev.tilth.testing.embedded.Cluster;
import dev.tilth.testing.embedded.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An embedded server of the default version that is reached at another address than the loopback
 * one, by everybody who has the password. Its databases' URLs name that address.
 */
public final class ExposedServer implements AutoCloseable {

  private final Path directory;
  private final Cluster cluster;
  private final TestServer server;

  private ExposedServer(Path directory, Cluster cluster, TestServer server) {
    this.directory = directory;
    this.cluster = cluster;
    this.server = server;
  }

  /**
   * Starts one.
   *
   * @param address of this machine
   */
  public static ExposedServer at(String address) {
    try {
      Path directory = Files.createTempDirectory("tilth-exposed");
      Cluster cluster =
          Binaries.of(Integer.getInteger(TestServer.VERSION_PROPERTY, 0)).cluster(directory);
      cluster.create(
          List.of("fsync = off", "listen_addresses = '127.0.0.1,%s'".formatted(address)));
      int port = cluster.start(0);
      String login = Cluster.USER + ":" + Cluster.password(directory);
      allowEverybody("postgresql://%s@127.0.0.1:%d/postgres".formatted(login, port));
      String url = "postgresql://%s@%s:%d/postgres".formatted(login, address, port);
      return new ExposedServer(directory, cluster, TestServer.at(url));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestServer server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
    cluster.abort();
    Tree.delete(directory);
  }

  private static void allowEverybody(String url) {
    try (TestServer local = TestServer.at(url)) {
      local
          .database()
          .execute(
              """
              COPY (SELECT 'host all all all scram-sha-256') TO PROGRAM 'cat >> pg_hba.conf';
              SELECT pg_reload_conf();
              """);
    }
  }
}
