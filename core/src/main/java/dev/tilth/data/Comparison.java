package dev.tilth.data;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file against the table, in one snapshot.
 *
 * @param missing rows that the table does not have
 * @param differing rows that it has with other values
 * @param waiting rows that refer to a row of the same file which is not in the table yet
 * @param first the first row that cannot be right
 */
record Comparison(long missing, long differing, long waiting, @Nullable Fault first) {

  static Comparison read(ResultSet row) throws SQLException {
    row.next();
    return new Comparison(
        row.getLong(1), row.getLong(2), row.getLong(3), fault(row, 4).orElse(null));
  }

  /** Reads the columns kind, line, earlier and reference, if there is a fault in them. */
  static Optional<Fault> fault(ResultSet row, int column) throws SQLException {
    String kind = row.getString(column);
    return kind == null
        ? Optional.empty()
        : Optional.of(
            new Fault(
                FaultKind.valueOf(kind),
                row.getLong(column + 1),
                row.getLong(column + 2),
                row.getInt(column + 3)));
  }
}
