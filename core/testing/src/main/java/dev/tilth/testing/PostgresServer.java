package dev.tilth.testing;

import dev.tilth.testing.embedded.Binaries;
import dev.tilth.testing.embedded.Cluster;
import dev.tilth.testing.embedded.EmbeddedPostgresException;
import dev.tilth.testing.embedded.Postmaster;
import dev.tilth.testing.embedded.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL for development that is kept in a directory and outlives the process that started
 * it. Durable like any other (fsync is on), listens on 127.0.0.1 only.
 *
 * <p>Everything is in the directory, which is closed to other users: {@code data} (with the
 * password in {@code tilth.password}; it is random, shared by the servers of this user, and checked
 * with SCRAM), {@code log}, {@code port} (kept over restarts while it is free) and {@code lock}.
 * All operations may be called by any number of threads and processes at once: each holds the lock
 * for as long as it works, and waits for it at most two minutes.
 */
public final class PostgresServer {

  /** The database, and the superuser, that {@link #url()} names. */
  public static final String NAME = Cluster.USER;

  private static final List<String> SETTINGS =
      List.of("max_connections = 100", "log_line_prefix = '%m [%p] %d %a '");

  private final ServerDirectory directory;

  private PostgresServer(ServerDirectory directory) {
    this.directory = directory;
  }

  /** The server of a directory, which is created when it is first started. */
  public static PostgresServer at(Path directory) {
    return new PostgresServer(new ServerDirectory(directory.toAbsolutePath().normalize()));
  }

  /**
   * Starts the server unless it runs, with the database {@value #NAME}; the first start creates the
   * cluster, and one after a crash tidies up what the dead server left.
   *
   * @return its URL, as {@link #url()}
   * @throws EmbeddedPostgresException if it cannot be run on this machine
   */
  public String start() {
    return directory.locked(this::startLocked);
  }

  /** What is known of the server now; starts and changes nothing. */
  public ServerStatus status() {
    if (!directory.exists()) {
      return new ServerStatus.Absent();
    }
    Optional<Postmaster> running = Cluster.running(directory.data());
    if (running.isPresent()) {
      return new ServerStatus.Running(running.get().pid(), running.get().port());
    }
    return Cluster.stale(directory.data()) ? new ServerStatus.Stale() : new ServerStatus.Stopped();
  }

  /** Stops the server if it runs: open transactions are rolled back, the data stays. */
  public void stop() {
    if (Files.exists(directory.root())) {
      directory.locked(this::stopLocked);
    }
  }

  /** Stops the server and deletes its data; the next start begins with an empty database. */
  public void reset() {
    if (Files.exists(directory.root())) {
      directory.locked(() -> {
        stopLocked();
        Tree.delete(directory.data());
        return "";
      });
    }
  }

  /**
   * {@code postgresql://tilth:password@127.0.0.1:port/tilth} of the running server.
   *
   * @throws ServerNotRunningException if it does not run
   */
  public String url() {
    if (status() instanceof ServerStatus.Running running) {
      return address(running.port()).url(NAME);
    }
    throw new ServerNotRunningException(directory.root(), status());
  }

  /** What runs already is found without unpacking or even looking for the binaries. */
  private String startLocked() {
    Optional<Postmaster> running = Cluster.running(directory.data()).filter(Postmaster::ready);
    int port = running.map(Postmaster::port).orElseGet(this::startCluster);
    directory.savePort(port);
    new Administration(new DevelopmentHost(address(port))).createIfMissing(NAME);
    return address(port).url(NAME);
  }

  private int startCluster() {
    Cluster cluster = cluster();
    if (!cluster.exists()) {
      cluster.create(SETTINGS);
    }
    return cluster.start(directory.port());
  }

  private String stopLocked() {
    if (status() instanceof ServerStatus.Running) {
      cluster().stop();
    }
    return "";
  }

  /** An existing cluster is run by the version that made it. */
  private Cluster cluster() {
    return Binaries.of(directory.majorVersion()).cluster(directory.root());
  }

  private ServerAddress address(int port) {
    return new ServerAddress("127.0.0.1", port, NAME, Cluster.password(directory.root()), "");
  }
}
