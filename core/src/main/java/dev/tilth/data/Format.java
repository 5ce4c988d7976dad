package dev.tilth.data;

import dev.tilth.spi.Resource;
import java.util.Locale;

/** What a source is written in. */
enum Format {
  CSV,
  JSON_LINES;

  /** By the name's ending; rows from code are JSON lines. */
  static Format of(Resource source) {
    String name = SourceBytes.unzippedName(source.name()).toLowerCase(Locale.ROOT);
    if (source instanceof Resource.RowsResource || name.endsWith(".jsonl")) {
      return JSON_LINES;
    }
    if (name.endsWith(".csv")) {
      return CSV;
    }
    throw new UnknownFormatException(source.name());
  }
}
