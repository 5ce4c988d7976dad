package dev.tilth.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.tilth.spi.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180, UTF-8) with a header, read row by row. Fields are not trimmed. Blank lines
 * are skipped: that loses nothing, since in a file of one column the blank line would be a NULL
 * key.
 */
final class Csv implements AutoCloseable {

  private final String file;
  private final CsvRowHandler handler;
  private final CloseableIterator<CsvRow> rows;
  private final List<String> header;

  private Csv(Resource source, Utf8Reader text) {
    this.file = source.name();
    this.handler = new CsvRowHandler(file);
    this.rows =
        CsvReader.builder()
            .skipEmptyLines(true)
            .allowUnclosedQuote(false)
            // Counted below, where the message can name the header's length too.
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(handler, text)
            .iterator();
    this.header = header(read());
  }

  /**
   * Opens the file and reads its header.
   *
   * @throws MalformedCsvException if the file has no header, or a column has no name or one that
   *     another column has
   */
  static Csv open(Resource source) {
    Utf8Reader text = null;
    try {
      text = new Utf8Reader(source.name(), source.open());
      return new Csv(source, text);
    } catch (IOException e) {
      throw new UnreadableFileException(source.name(), e);
    } catch (RuntimeException e) {
      closeAfter(e, text);
      throw e;
    }
  }

  /** The row that starts on a line, for messages. */
  static Optional<CsvRow> rowAt(Resource source, long line) {
    try (Csv csv = open(source)) {
      for (CsvRow row = csv.next(); row != null; row = csv.next()) {
        if (row.line() == line) {
          return Optional.of(row);
        }
      }
      return Optional.empty();
    }
  }

  /** The names of the columns, each once. */
  List<String> header() {
    return header;
  }

  /**
   * The next row, with as many fields as the header, or null after the last.
   *
   * @throws MalformedCsvException at a row that is not well-formed
   */
  @Nullable CsvRow next() {
    CsvRow row = read();
    if (row != null && row.fields().size() != header.size()) {
      throw new MalformedCsvException(
          file,
          row.line(),
          "the row has %d fields, but the header has %d"
              .formatted(row.fields().size(), header.size()),
          "Add or remove commas, or put a field that contains a comma into quotes.");
    }
    return row;
  }

  private @Nullable CsvRow read() {
    try {
      return rows.hasNext() ? rows.next() : null;
    } catch (CsvParseException e) {
      if (e.getCause() instanceof MalformedCsvException inner) {
        throw inner;
      }
      throw new MalformedCsvException(
          file, handler.line(), reason(e), "Check the quotes of this row.");
    } catch (UncheckedIOException e) {
      throw new UnreadableFileException(file, e.getCause());
    }
  }

  private static String reason(CsvParseException e) {
    String message = String.valueOf(e.getMessage());
    int place = message.indexOf(" (record starting");
    return Text.uncapitalized(place < 0 ? message : message.substring(0, place));
  }

  private List<String> header(@Nullable CsvRow first) {
    if (first == null) {
      throw new MalformedCsvException(
          file, 1, "the file is empty", "Its first line must name the columns.");
    }
    Map<String, Integer> seen = new HashMap<>();
    return first.fields().stream().map(name -> columnName(first.line(), name, seen)).toList();
  }

  private String columnName(long line, @Nullable String name, Map<String, Integer> seen) {
    int position = seen.size() + 1;
    if (name == null || name.isEmpty()) {
      throw new MalformedCsvException(
          file, line, "column %d has no name".formatted(position), "Name every column.");
    }
    Integer earlier = seen.put(name, position);
    if (earlier != null) {
      throw new MalformedCsvException(
          file,
          line,
          "column %d has the name '%s', as column %d has".formatted(position, name, earlier),
          "Name each column once.");
    }
    return name;
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

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw new UnreadableFileException(file, e);
    }
  }
}
