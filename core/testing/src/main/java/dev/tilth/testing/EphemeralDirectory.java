package dev.tilth.testing;

import dev.tilth.testing.embedded.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A directory that belongs to this JVM, in memory where there is room. A lock file beside it is
 * locked as long as the JVM lives, however it ends: a directory whose lock can be had is abandoned.
 */
final class EphemeralDirectory {

  private static final String PREFIX = "tilth-postgres-";
  private static final String LOCK = ".lock";
  private static final long ROOM_BYTES = 1L << 30;

  private final Path path;
  private final FileChannel lockFile;

  private EphemeralDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  static EphemeralDirectory create() {
    try {
      while (true) {
        Path path = parent().resolve(own() + UUID.randomUUID());
        FileChannel lockFile = open(lock(path));
        // A sweeper may have looked between the two lines; then it deletes the file, not us.
        if (lockFile.tryLock() != null && Files.exists(lock(path))) {
          return new EphemeralDirectory(Tree.createPrivate(path), lockFile);
        }
        lockFile.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Removes what killed JVMs left behind.
   *
   * @param stopServer stops what may still run in an abandoned directory
   */
  static void sweep(Consumer<Path> stopServer) {
    try (Stream<Path> files = Files.list(parent())) {
      files.filter(EphemeralDirectory::mayBeAbandoned).forEach(lock -> sweep(lock, stopServer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  void delete() {
    try {
      Tree.delete(path);
      Files.deleteIfExists(lock(path));
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Our own lock files stay shut: closing any channel of one would release its lock (POSIX). */
  private static boolean mayBeAbandoned(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX)
        && name.endsWith(LOCK)
        && !name.startsWith(own())
        && Files.isWritable(file);
  }

  private static void sweep(Path lock, Consumer<Path> stopServer) {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock acquired = channel.tryLock()) {
      if (acquired != null) {
        String name = lock.getFileName().toString();
        Path directory = lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
        stopServer.accept(directory);
        Tree.delete(directory);
        Files.deleteIfExists(lock);
      }
    } catch (java.nio.file.NoSuchFileException sweptByAnother) {
      // What we wanted.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path parent() throws IOException {
    Path memory = Path.of("/dev/shm");
    if (Files.isDirectory(memory) && Files.isWritable(memory)) {
      FileStore store = Files.getFileStore(memory);
      if (store.getUsableSpace() >= ROOM_BYTES) {
        return memory;
      }
    }
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static String own() {
    return PREFIX + ProcessHandle.current().pid() + "-";
  }

  private static Path lock(Path directory) {
    return directory.resolveSibling(directory.getFileName() + LOCK);
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }
}
