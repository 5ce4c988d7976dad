package dev.tilth.spi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of content, wherever it lies. Two reads give the same bytes; each caller closes its own
 * stream. Safe for use by several threads.
 */
public interface Resource {

  /** The file name, without directories, such as {@code roles.csv}. */
  String name();

  /** Opens the content from its start. */
  InputStream open() throws IOException;

  /**
   * A file on the class path.
   *
   * @param anchor a class of the same module and, unless {@code path} starts with a slash, of the
   *     same package
   * @param path relative to the anchor, such as {@code roles.csv}
   */
  static Resource classpath(Class<?> anchor, String path) {
    return new ClasspathResource(anchor, path);
  }

  /** A file of the file system. */
  static Resource file(Path file) {
    return new FileResource(file);
  }

  /**
   * A stream that the application supplies.
   *
   * @param name a file name, whose ending tells what it holds
   * @param opener opens a new stream of the same bytes at each call
   */
  static Resource of(String name, Opener opener) {
    return new StreamResource(name, opener);
  }

  /**
   * Rows from code, for {@link TableData}. A component {@code roleCode} is the column {@code
   * role_code}. Null, texts, numbers, booleans, enums (by name), UUIDs, values of {@code java.time}
   * (ISO), bytes, lists (arrays, or JSON) and nested records or maps (JSON objects) are values. The
   * content is text that is equal for equal rows, one line for each, so that it has a checksum.
   *
   * @param name stands in messages where a file's name would, before the row's number from 1
   * @param rows all with the same components
   */
  static Resource rows(String name, List<? extends Record> rows) {
    return new RowsResource(name, List.copyOf(rows));
  }

  /** Opens a stream. */
  interface Opener {
    InputStream open() throws IOException;
  }

  /** The last segment of a path with slashes. */
  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** On the class path, beside its anchor. */
  record ClasspathResource(Class<?> anchor, String path) implements Resource {

    @Override
    public String name() {
      return lastSegment(path);
    }

    @Override
    public InputStream open() throws IOException {
      InputStream stream = anchor.getResourceAsStream(path);
      if (stream == null) {
        throw new IOException(
            "There is no resource '%s' on the class path beside %s."
                .formatted(path, anchor.getName()));
      }
      return stream;
    }
  }

  /** In the file system. */
  record FileResource(Path file) implements Resource {

    @Override
    public String name() {
      return String.valueOf(file.getFileName());
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }
  }

  /** JSON lines, whatever the name. */
  record RowsResource(String name, List<? extends Record> rows) implements Resource {

    @Override
    public InputStream open() {
      byte[] lines = new RowJson(name).lines(rows).getBytes(StandardCharsets.UTF_8);
      return new ByteArrayInputStream(lines);
    }
  }

  /** Wherever the application has it. */
  record StreamResource(String name, Opener opener) implements Resource {

    @Override
    public InputStream open() throws IOException {
      return opener.open();
    }
  }
}
