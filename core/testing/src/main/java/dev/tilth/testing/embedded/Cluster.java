package dev.tilth.testing.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A directory with a cluster ({@code data}, {@code log}) and its server, which listens on 127.0.0.1
 * only and outlives this process until {@link #stop}.
 */
public final class Cluster {

  /** Superuser of every cluster. */
  public static final String USER = "tilth";

  private static final String LOOPBACK = "127.0.0.1";
  private static final int ATTEMPTS = 50;
  private static final long PAUSE_MILLIS = 200;
  private static final int LOG_LINES = 20;

  private final Binaries binaries;
  private final Path directory;
  private final Path data;
  private final Path log;

  Cluster(Binaries binaries, Path directory) {
    this.binaries = binaries;
    this.directory = directory;
    this.data = data(directory);
    this.log = directory.resolve("log");
  }

  /** The data directory of a cluster's directory. */
  public static Path data(Path directory) {
    return directory.resolve("data");
  }

  /** Whether the data directory holds a complete cluster. */
  public boolean exists() {
    return Files.exists(data.resolve("global/pg_control"));
  }

  /**
   * Creates the cluster with the {@linkplain #USER superuser}, whose {@linkplain #password
   * password} is random, but the same in all clusters of this user and version: they are copies of
   * one that is kept in the cache, which is several times faster than initdb. It appears complete
   * or not at all.
   *
   * @param settings lines that are appended to postgresql.conf
   */
  public void create(List<String> settings) {
    reach();
    Path draft = directory.resolve("data.new");
    Tree.delete(draft);
    Tree.copy(Initdb.prepared(binaries), draft);
    configure(draft, settings);
    binaries.runAs().own(draft);
    try {
      Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The superuser's password. */
  public static String password(Path directory) {
    try {
      return Files.readString(data(directory).resolve(Initdb.PASSWORD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts the server unless it runs, and waits until it takes connections. If the port is taken,
   * another one is. What a dead server left behind is tidied up.
   *
   * @param preferredPort the port to try first, or 0
   * @return the port it listens on
   */
  public int start(int preferredPort) {
    Optional<Postmaster> postmaster = running();
    for (int wait = 0; postmaster.isPresent() && wait < ATTEMPTS; wait++) {
      if (postmaster.get().ready()) {
        return postmaster.get().port();
      }
      // Whoever started it was killed meanwhile; or it recovers from a crash.
      pause();
      postmaster = running();
    }
    return startStopped(preferredPort == 0 ? freePort() : preferredPort);
  }

  private int startStopped(int preferredPort) {
    int port = preferredPort;
    for (int attempt = 1; !attempt(port); attempt++) {
      String reason = lastLines();
      if (attempt == ATTEMPTS || !passes(reason)) {
        throw new ServerNotStartedException(data, log, reason);
      }
      port = reason.contains("could not bind") ? freePort() : port;
      pause();
    }
    return port;
  }

  /** The server of this data directory, if one runs. */
  public Optional<Postmaster> running() {
    return running(data);
  }

  /** The server of a data directory, if one runs; needs no binaries. */
  public static Optional<Postmaster> running(Path data) {
    return Postmaster.read(data).filter(postmaster -> postmaster.serves(data));
  }

  /** Whether a postmaster.pid was left behind by a server that died without tidying up. */
  public static boolean stale(Path data) {
    return Files.exists(Postmaster.file(data)) && running(data).isEmpty();
  }

  /** Stops the server if one runs: open transactions are rolled back, the data is safe. */
  public void stop() {
    stop("fast");
  }

  /** Stops the server at once, for data that nobody needs any more. */
  public void abort() {
    stop("immediate");
  }

  private void stop(String mode) {
    if (running().isPresent()) {
      Command.Result result =
          binaries.attempt("pg_ctl", List.of("-D", data.toString(), "-m", mode, "-w", "stop"));
      if (result.exitCode() != 0 && running().isPresent()) {
        throw new CommandFailedException(
            "pg_ctl stop", "ended with code " + result.exitCode(), result.output());
      }
    }
  }

  private void reach() {
    if (!binaries.runAs().reaches(directory)) {
      throw new RootRefusedException(
          "the user nobody cannot enter the directories above " + directory);
    }
    binaries.runAs().own(directory);
  }

  private boolean attempt(int port) {
    try {
      if (stale(data)) {
        Files.delete(Postmaster.file(data));
      }
      if (Files.exists(log)) {
        Files.move(log, directory.resolve("log.old"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.createFile(
          log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      binaries.runAs().own(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> arguments =
        List.of("-D", data.toString(), "-l", log.toString(), "-o", "-p " + port, "-w", "start");
    return binaries.attempt("pg_ctl", arguments).exitCode() == 0;
  }

  /**
   * Reasons that go away: another process took the port, or the children of a killed server are
   * still about to notice.
   */
  private static boolean passes(String reason) {
    return reason.contains("could not bind") || reason.contains("shared memory block");
  }

  private static void configure(Path data, List<String> settings) {
    String fixed =
        """

        # Tilth
        listen_addresses = '%s'
        unix_socket_directories = ''
        """
            .formatted(LOOPBACK);
    try {
      Files.writeString(
          data.resolve("postgresql.conf"),
          fixed + String.join("\n", settings) + "\n",
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return lines.stream()
          .skip(Math.max(0, lines.size() - LOG_LINES))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for PostgreSQL to start.", e);
    }
  }
}
