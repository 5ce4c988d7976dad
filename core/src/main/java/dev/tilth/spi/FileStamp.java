package dev.tilth.spi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * A file of the file system as it was at one time, as far as its size and its last change tell.
 *
 * @param size in bytes
 */
public record FileStamp(Path file, long size, Instant modified) {

  /**
   * As it is now.
   *
   * @throws IOException if it is not there, or nothing can be known of it
   */
  public static FileStamp of(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return new FileStamp(file, now.size(), now.lastModifiedTime().toInstant());
  }

  /** Whether it is still as it was; a file that is gone is not. */
  public boolean isCurrent() {
    try {
      return equals(of(file));
    } catch (IOException e) {
      return false;
    }
  }

  /** The file's name, without directories. */
  public String name() {
    return String.valueOf(file.getFileName());
  }
}
