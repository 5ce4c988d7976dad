package dev.tilth.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes rows in binary, up to one that the server might read in another way. */
final class BinaryRows {

  private final Rows rows;
  private final List<Part> parts;
  private final Consumer<Row> added;
  private @Nullable Row left;

  /** What is written of a row. */
  private record Part(int position, BinaryType type) {}

  private BinaryRows(Rows rows, List<Part> parts, Consumer<Row> added) {
    this.rows = rows;
    this.parts = parts;
    this.added = added;
  }

  /**
   * Those of a layout's targets.
   *
   * @param layout without references, so that each target is a field
   * @param added told of each row that was added
   * @return nothing if a column's type is never written in binary
   */
  static Optional<BinaryRows> of(Layout layout, Rows rows, Consumer<Row> added) {
    List<Part> parts = new ArrayList<>();
    for (Target target : layout.targets()) {
      Optional<BinaryType> type = BinaryTypes.of(target.column());
      if (type.isEmpty()) {
        return Optional.empty();
      }
      parts.add(new Part(target.fields().getFirst().position(), type.get()));
    }
    return Optional.of(new BinaryRows(rows, parts, added));
  }

  /** Adds the next row; returns false, with nothing added, where there is none to be added. */
  boolean addTo(CopyBinary binary) {
    Row row = rows.next();
    if (row == null) {
      return false;
    }
    int before = binary.length();
    binary.row(parts.size());
    for (Part part : parts) {
      if (!row.addTo(binary, part.position(), part.type())) {
        binary.cut(before);
        left = row;
        return false;
      }
    }
    added.accept(row);
    return true;
  }

  /** The row that was read and not added; those after it have not been read. */
  Optional<Row> left() {
    return Optional.ofNullable(left);
  }
}
