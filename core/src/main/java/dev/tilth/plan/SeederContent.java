package dev.tilth.plan;

import dev.tilth.spi.FileStamp;
import dev.tilth.spi.SeederSpec;
import java.util.List;

/**
 * A seeder of this build's content.
 *
 * @param checksum SHA-256, in hexadecimal, of its version, its resources and its tables
 * @param bytes how long its resources and tables are
 * @param files those of them that lie in the file system, as they were before they were read
 */
public record SeederContent(SeederSpec spec, String checksum, long bytes, List<FileStamp> files) {

  public SeederContent {
    files = List.copyOf(files);
  }

  /** Without files of the file system. */
  public SeederContent(SeederSpec spec, String checksum, long bytes) {
    this(spec, checksum, bytes, List.of());
  }

  public String name() {
    return spec.name();
  }
}
