package dev.tilth.cli;

import dev.tilth.testing.DirectoryBusyException;
import dev.tilth.testing.PostgresServer;
import dev.tilth.testing.ServerNotRunningException;
import dev.tilth.testing.ServerStatus;
import dev.tilth.testing.TestServerException;
import dev.tilth.testing.embedded.EmbeddedPostgresException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PostgreSQL that is kept under {@code .tilth/} of a directory and outlives the command. */
final class LocalServer {

  private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);
  private static final Path PLACE = Path.of(".tilth", "postgres");

  private final Path place;
  private final PostgresServer server;

  private LocalServer(Path place) {
    this.place = place;
    this.server = PostgresServer.at(place);
  }

  static LocalServer in(Path directory) {
    return new LocalServer(directory.resolve(PLACE));
  }

  Path place() {
    return place;
  }

  boolean isRunning() {
    return server.status() instanceof ServerStatus.Running;
  }

  /** Starts it unless it runs; returns its URL with the password. */
  String start() {
    return told(() -> {
      if (!isRunning()) {
        keepOutOfGit();
        LOG.info("Starting the PostgreSQL of {}; 'tilth db url' prints its URL.", place);
      }
      return server.start();
    });
  }

  /** A cluster in somebody's repository is committed easily. */
  private void keepOutOfGit() {
    Path ignore = place.resolveSibling(".gitignore");
    try {
      Files.createDirectories(place.getParent());
      if (Files.notExists(ignore)) {
        Files.writeString(ignore, "*\n");
      }
    } catch (IOException e) {
      throw new LocalServerException(place, new UncheckedIOException(e));
    }
  }

  void stop() {
    told(() -> {
      server.stop();
      return place;
    });
  }

  /** Stops it and deletes its data. */
  void reset() {
    told(() -> {
      server.reset();
      return place;
    });
  }

  /** The URL with the password. */
  String url() {
    return told(server::url);
  }

  private <T> T told(Supplier<T> action) {
    try {
      return action.get();
    } catch (EmbeddedPostgresException
        | ServerNotRunningException
        | DirectoryBusyException
        | TestServerException e) {
      throw new LocalServerException(place, e);
    }
  }
}
