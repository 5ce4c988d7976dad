package dev.tilth.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A lock file: excludes other processes as well as other threads, and dies with the process. */
final class DirectoryLock {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long PAUSE_MILLIS = 50;

  /**
   * A file lock belongs to the whole process, and closing any channel of the file releases it
   * (POSIX): so only one thread may have the file open.
   */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private DirectoryLock() {}

  /** Runs the action while the file is locked. */
  static <T> T holding(Path file, Supplier<T> action) {
    try {
      if (!THREADS.tryLock(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new DirectoryBusyException(file, LIMIT);
      }
      try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
        lock(channel, file);
        return action.get();
      } finally {
        THREADS.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the lock " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void lock(FileChannel channel, Path file)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (channel.tryLock() == null) {
      if (System.nanoTime() - deadline > 0) {
        throw new DirectoryBusyException(file, LIMIT);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }
}
