package dev.tilth.data;

import dev.tilth.spi.Resource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A file that stands in the test. */
final class TextResource implements Resource {

  private final String name;
  private final byte[] bytes;

  TextResource(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  static Resource of(String name, String text) {
    return new TextResource(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Named {@code rows.csv}, its lines given one by one. */
  static Resource lines(String... lines) {
    return of("rows.csv", String.join("\n", lines) + "\n");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
