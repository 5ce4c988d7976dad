package dev.tilth.plan;

import dev.tilth.spi.SeederSpec;

/**
 * A seeder of this build's content.
 *
 * @param checksum SHA-256, in hexadecimal, of its version, its resources and its tables
 * @param bytes how long its resources and tables are
 */
public record SeederContent(SeederSpec spec, String checksum, long bytes) {

  public String name() {
    return spec.name();
  }
}
