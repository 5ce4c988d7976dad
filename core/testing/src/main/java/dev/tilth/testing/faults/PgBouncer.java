package dev.tilth.testing.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.embedded.RunAs;
import dev.tilth.testing.embedded.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PgBouncer, as Debian's package {@code pgbouncer} installs it, in front of all databases of a
 * server. Unless its settings ask for passwords, it lets everybody in; itself it logs in as the
 * tests' superuser.
 */
public final class PgBouncer implements AutoCloseable {

  private static final String PROGRAM = "pgbouncer";

  /** An ordinary user's PATH often lacks the programs of administrators. */
  private static final String MORE_PLACES = ":/usr/sbin:/usr/local/sbin:/opt/homebrew/bin";

  private static final int ATTEMPTS = 500;
  private static final long PAUSE_MILLIS = 20;
  private static final long END_SECONDS = 10;

  private final Path directory;
  private final int port;
  private final Process process;

  private PgBouncer(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /** Whether there is such a program on this machine. */
  public static boolean isInstalled() {
    return program().isPresent();
  }

  /**
   * Starts one on a port of its own.
   *
   * @throws PgBouncerFailedException if it is not installed, or ends at once
   */
  public static PgBouncer inFrontOf(TestDatabase database, PoolSettings settings) {
    Path program =
        program().orElseThrow(() -> new PgBouncerFailedException("The program was not found."));
    try {
      RunAs runAs = RunAs.current();
      int port = freePort();
      Path directory = Files.createTempDirectory("tilth-pgbouncer");
      Path file = directory.resolve("pgbouncer.ini");
      Path users = Files.writeString(directory.resolve("users"), settings.users());
      Files.writeString(file, settings.file(URI.create(database.url()), port, users));
      Path log = Files.createFile(directory.resolve("log"));
      runAs.own(directory);
      Process process =
          new ProcessBuilder(runAs.command(List.of(program.toString(), file.toString())))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new PgBouncer(directory, port, process).ready(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database's URL, through the pooler. */
  public String url(TestDatabase database) {
    return database.url().replaceFirst("@[^/@]+/", "@127.0.0.1:" + port + "/");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      Tree.delete(directory);
    }
  }

  private PgBouncer ready(Path log) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return this;
      } catch (IOException notYet) {
        pause();
      }
    }
    String said = Files.readString(log);
    close();
    throw new PgBouncerFailedException("It did not take connections; it wrote:\n" + said);
  }

  private static void pause() {
    try {
      MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for PgBouncer.", e);
    }
  }

  private static Optional<Path> program() {
    return Stream.of((System.getenv("PATH") + MORE_PLACES).split(":"))
        .map(place -> Path.of(place, PROGRAM))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
