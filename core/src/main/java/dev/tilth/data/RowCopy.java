package dev.tilth.data;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Streams rows to the server by COPY. Memory does not grow with their number. */
final class RowCopy {

  private static final int BATCH = 64 * 1024;

  private final Connection connection;
  private final RowText rowText;
  private final CopyText text = new CopyText();

  /** What of a row the server is given. */
  interface RowText {

    /** Adds the fields with tabs between them. */
    void add(Row row, CopyText text);
  }

  RowCopy(Connection connection, RowText rowText) {
    this.connection = connection;
    this.rowText = rowText;
  }

  /**
   * Copies all rows.
   *
   * @param into a table, with or without columns
   * @return how many rows the server counted
   */
  long run(String into, Rows rows) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy %s from stdin".formatted(into));
    try {
      for (Row row = rows.next(); row != null; row = rows.next()) {
        rowText.add(row, text);
        text.add('\n');
        if (text.length() >= BATCH) {
          send(copy);
        }
      }
      send(copy);
      return copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void send(CopyIn copy) throws SQLException {
    copy.writeToCopy(text.bytes(), 0, text.length());
    text.clear();
  }
}
