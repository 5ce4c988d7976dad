package dev.tilth.seed;

import dev.tilth.spi.FileStamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that something is read that takes a while, since nothing else is told meanwhile. */
final class LargeFile {

  private static final Logger LOG = LoggerFactory.getLogger(LargeFile.class);
  private static final long MEGABYTE = 1_000_000;

  /** Read in less than a second. */
  private static final long SMALL = 32L << 20;

  private LargeFile() {}

  /**
   * Tells of a large file, and of no other.
   *
   * @param doing such as {@code Reading}
   */
  static void told(String doing, FileStamp file) {
    if (file.size() > SMALL) {
      LOG.info("{} {} ({} MB)", doing, file.name(), file.size() / MEGABYTE);
    }
  }
}
