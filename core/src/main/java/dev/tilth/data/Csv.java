package dev.tilth.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.tilth.spi.TilthException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180, UTF-8) with a header, read row by row. Fields are not trimmed. Blank lines
 * are skipped: that loses nothing, since in a file of one column the blank line would be a NULL
 * key.
 */
final class Csv implements Rows {

  private final String file;
  private final Placeholders placeholders;
  private final CsvText text;
  private final CsvRowHandler handler;
  private final CloseableIterator<Row> rows;
  private final List<String> header;

  /**
   * Reads the header.
   *
   * @throws MalformedFileException if the file has no header, or a column has no name or one that
   *     another column has
   */
  Csv(String file, Reader text, Placeholders placeholders) {
    this.file = file;
    this.placeholders = placeholders;
    this.text = new CsvText(text);
    this.handler = new CsvRowHandler(file, this.text);
    this.rows =
        CsvReader.builder()
            .skipEmptyLines(true)
            .allowUnclosedQuote(false)
            // Counted below, where the message can name the header's length too.
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(handler, this.text)
            .iterator();
    this.header = header(read());
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public @Nullable Row next() {
    Row row = read();
    if (row == null) {
      return null;
    }
    if (row.fields().size() != header.size()) {
      throw malformed(
          row.number(),
          "the row has %d fields, but the header has %d"
              .formatted(row.fields().size(), header.size()),
          "Add or remove commas, or put a field that contains a comma into quotes.");
    }
    return placeholders.resolve(row, file, header);
  }

  @Override
  public void skip(long count) {
    long left = count;
    while (left > 0 && text.pending() > 0 && read() != null) {
      left--;
    }
    try {
      if (left > 0) {
        text.leaveOut(left);
      }
    } catch (IOException e) {
      throw UnreadableFileException.at(new Place(file, handler.line()), e);
    }
  }

  private @Nullable Row read() {
    try {
      if (!rows.hasNext()) {
        return null;
      }
      Row row = rows.next();
      text.returned();
      return row;
    } catch (CsvParseException e) {
      if (e.getCause() instanceof TilthException inner) {
        throw inner;
      }
      throw malformed(handler.line(), reason(e), "Check the quotes of this row.");
    } catch (UncheckedIOException e) {
      throw UnreadableFileException.at(new Place(file, handler.line()), e.getCause());
    }
  }

  private static String reason(CsvParseException e) {
    String message = String.valueOf(e.getMessage());
    int place = message.indexOf(" (record starting");
    return Text.uncapitalized(place < 0 ? message : message.substring(0, place));
  }

  private List<String> header(@Nullable Row first) {
    if (first == null) {
      throw malformed(1, "the file is empty", "Its first line must name the columns.");
    }
    Map<String, Integer> seen = new HashMap<>();
    return first.fields().stream().map(name -> columnName(first.number(), name, seen)).toList();
  }

  private String columnName(long line, @Nullable String name, Map<String, Integer> seen) {
    int position = seen.size() + 1;
    if (name == null || name.isEmpty()) {
      throw malformed(line, "column %d has no name".formatted(position), "Name every column.");
    }
    Integer earlier = seen.put(name, position);
    if (earlier != null) {
      throw malformed(
          line,
          "column %d has the name '%s', as column %d has".formatted(position, name, earlier),
          "Name each column once.");
    }
    return name;
  }

  private MalformedFileException malformed(long line, String reason, String advice) {
    return new MalformedFileException(new Place(file, line), reason, advice);
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
