package dev.tilth.data;

import dev.tilth.database.StopSignal;
import dev.tilth.spi.Resource;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file of rows, or rows from code.
 *
 * @param objects reads the rows of JSON lines
 * @param stop ends the reading
 */
record Source(
    Resource resource, Placeholders placeholders, JsonObjectReader objects, StopSignal stop) {

  String name() {
    return resource.name();
  }

  /**
   * Opens the file and reads its header.
   *
   * @throws MalformedFileException if it has none that can be used
   */
  Rows open() {
    Utf8Reader text = null;
    try {
      Format format = Format.of(resource);
      text = new Utf8Reader(name(), this::bytes);
      return switch (format) {
        case CSV -> new Csv(name(), text, placeholders);
        case JSON_LINES -> new JsonLines(name(), text, objects);
      };
    } catch (IOException e) {
      throw UnreadableFileException.at(new Place(name(), 1), e);
    } catch (RuntimeException e) {
      closeAfter(e, text);
      throw e;
    }
  }

  /**
   * The same, of a file that may be large.
   *
   * @throws MalformedFileException if it has no header that can be used
   */
  Rows openLarge() {
    Rows parser = open();
    try {
      CsvScan scan = scan(parser.header().size());
      return scan == null ? parser : new ScannedCsv(name(), scan, parser);
    } catch (IOException e) {
      parser.close();
      throw UnreadableFileException.at(new Place(name(), 1), e);
    } catch (RuntimeException e) {
      parser.close();
      throw e;
    }
  }

  /**
   * Opens a CSV file before its header.
   *
   * @param columns how many there are
   * @return null if the file is of another kind
   */
  @Nullable CsvScan scan(int columns) throws IOException {
    return Format.of(resource) == Format.CSV ? new CsvScan(bytes(), columns) : null;
  }

  private InputStream bytes() throws IOException {
    return new StoppableBytes(SourceBytes.open(resource), stop);
  }

  private static void closeAfter(RuntimeException failure, @Nullable Utf8Reader text) {
    if (text == null) {
      return;
    }
    try {
      text.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
