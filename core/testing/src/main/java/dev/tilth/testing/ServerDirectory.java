package dev.tilth.testing;

import dev.tilth.testing.embedded.Cluster;
import dev.tilth.testing.embedded.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;

/** The files of a {@link PostgresServer}. */
record ServerDirectory(Path root) {

  Path data() {
    return Cluster.data(root);
  }

  boolean exists() {
    return Files.exists(data());
  }

  /** Does something while no other process and no other thread does anything to the server. */
  <T> T locked(Supplier<T> action) {
    if (!Files.exists(root)) {
      createRoot();
    }
    return DirectoryLock.holding(root.resolve("lock"), action);
  }

  /** The port of the last time, or 0. */
  int port() {
    Path file = root.resolve("port");
    return Files.exists(file) ? Integer.parseInt(read(file)) : 0;
  }

  void savePort(int port) {
    write(root.resolve("port"), Integer.toString(port));
  }

  /** Major version that made the data, or 0 if there is none. */
  int majorVersion() {
    Path file = data().resolve("PG_VERSION");
    return Files.exists(file) ? Integer.parseInt(read(file)) : 0;
  }

  private void createRoot() {
    try {
      Tree.createPrivate(root);
    } catch (UncheckedIOException e) {
      if (!Files.isDirectory(root)) {
        throw e;
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In one step, so that a crash leaves the old or the new, never half of one. */
  private static void write(Path file, String text) {
    try {
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
