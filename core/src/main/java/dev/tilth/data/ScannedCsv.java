package dev.tilth.data;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file by a scan, as long as there is no doubt; from the first doubtful record on
 * by the parser, which has stood before the first row until then.
 */
final class ScannedCsv implements Rows {

  private final String file;
  private final CsvScan scan;
  private final Rows parser;
  private long taken;
  private boolean parsing;

  /**
   * @param scan before the header; closed with this
   * @param parser before the first row; closed with this
   */
  ScannedCsv(String file, CsvScan scan, Rows parser) {
    this.file = file;
    this.scan = scan;
    this.parser = parser;
    var unused = scans();
  }

  @Override
  public List<String> header() {
    return parser.header();
  }

  @Override
  public @Nullable Row next() {
    if (!parsing && scans()) {
      taken++;
      return scan.row();
    }
    return parsing ? parser.next() : null;
  }

  @Override
  public void skip(long count) {
    long left = count;
    while (left > 0 && !parsing && scans()) {
      taken++;
      left--;
    }
    if (parsing) {
      parser.skip(left);
    }
  }

  /** Whether there is another record beyond doubt; what is doubtful is left to the parser. */
  private boolean scans() {
    boolean found = false;
    try {
      found = scan.next();
      parsing = scan.isDoubtful();
    } catch (IOException e) {
      // The parser meets it too, and knows the line.
      parsing = true;
    }
    if (parsing) {
      parser.skip(taken);
    }
    return found;
  }

  @Override
  public void close() {
    try (parser) {
      scan.close();
    } catch (IOException e) {
      throw new UnreadableFileException(file, e);
    }
  }
}
