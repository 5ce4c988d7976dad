package dev.tilth.data;

import dev.tilth.spi.TilthException;
import java.util.List;

/**
 * A row that cannot be right.
 *
 * @param line the row's number, as {@link Sources} has it
 * @param earlier the number of the row that has the same key, else 0
 * @param reference the number of the reference that fails, else 0
 */
record Fault(FaultKind kind, long line, long earlier, int reference) {

  /** The exception to throw; reads the file again for the row's values. */
  TilthException toException(Layout layout, Sources sources) {
    Place place = sources.place(line);
    Row row = sources.row(line).orElse(null);
    List<Field> key = layout.fieldsOf(layout.key().columns());
    return switch (kind) {
      case INCOMPLETE_KEY -> new IncompleteKeyException(place, Layout.describe(key, row));
      case REPEATED_KEY ->
          new RepeatedKeyException(place, sources.place(earlier).line(), Layout.describe(key, row));
      case UNRESOLVED -> {
        Reference to = layout.references().get(reference - 1);
        yield new UnresolvedReferenceException(
            place, Layout.describe(to.fields(), row), to.key().table());
      }
      case AMBIGUOUS -> {
        Reference to = layout.references().get(reference - 1);
        yield new AmbiguousReferenceException(
            place, Layout.describe(to.fields(), row), to.key().table());
      }
    };
  }
}
