package dev.tilth.data;

import dev.tilth.spi.Resource;
import dev.tilth.spi.TilthException;
import java.util.List;

/**
 * A row that cannot be right.
 *
 * @param line of the file
 * @param earlier the line that has the same key, else 0
 * @param reference the number of the reference that fails, else 0
 */
record Fault(FaultKind kind, long line, long earlier, int reference) {

  /** The exception to throw; reads the file again for the row's values. */
  TilthException toException(Layout layout, Resource source) {
    String file = layout.file();
    CsvRow row = Csv.rowAt(source, line).orElse(null);
    List<Field> key = layout.fieldsOf(layout.key().columns());
    return switch (kind) {
      case INCOMPLETE_KEY -> new IncompleteKeyException(file, line, Layout.describe(key, row));
      case REPEATED_KEY -> new RepeatedKeyException(file, line, earlier, Layout.describe(key, row));
      case UNRESOLVED -> {
        Reference to = layout.references().get(reference - 1);
        yield new UnresolvedReferenceException(
            file, line, Layout.describe(to.fields(), row), to.key().table());
      }
      case AMBIGUOUS -> {
        Reference to = layout.references().get(reference - 1);
        yield new AmbiguousReferenceException(
            file, line, Layout.describe(to.fields(), row), to.key().table());
      }
    };
  }
}
