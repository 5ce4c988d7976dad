package dev.tilth.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells NULL (empty, not quoted) from the empty string (quoted), which plain CSV readers do not.
 */
final class CsvRowHandler extends AbstractBaseCsvCallbackHandler<Row> {

  private final String file;
  private final CsvText text;
  private List<@Nullable String> fields = new ArrayList<>();
  private long line = 1;

  CsvRowHandler(String file, CsvText text) {
    this.file = file;
    this.text = text;
  }

  /** The line on which the record that is being read starts. */
  long line() {
    return line;
  }

  @Override
  protected void handleBegin(long startingLine) {
    line = startingLine + text.linesLeftOut();
    fields = new ArrayList<>(fields.size());
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    String value = new String(buffer, offset, length);
    if (!quoted && value.indexOf('"') >= 0) {
      throw new MalformedFileException(
          new Place(file, line),
          "field %d contains a quote but is not quoted itself".formatted(index + 1),
          "Put the whole field into quotes and write each quote inside it twice.");
    }
    fields.add(quoted || !value.isEmpty() ? value : null);
  }

  @Override
  protected Row buildRecord() {
    return new Row(line, Collections.unmodifiableList(fields));
  }
}
