package dev.tilth.data;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Streams rows to the server by COPY. Memory does not grow with their number. */
final class RowCopy {

  private static final int BATCH = 64 * 1024;

  private final Connection connection;
  private final CopyText text = new CopyText();

  /** Gives one line after another. */
  interface Feed {

    /** Adds the next line with its end; returns false if there is none. */
    boolean addTo(CopyText text);
  }

  /** What of a row the server is given. */
  interface Fields {

    /** Adds the fields with tabs between them. */
    void add(Row row, CopyText text);
  }

  RowCopy(Connection connection) {
    this.connection = connection;
  }

  /** All rows, line by line. */
  static Feed feed(Rows rows, Fields fields) {
    return text -> {
      Row row = rows.next();
      if (row == null) {
        return false;
      }
      fields.add(row, text);
      text.add('\n');
      return true;
    };
  }

  /**
   * Copies all lines.
   *
   * @param into a table, with or without columns
   * @return how many rows the server counted
   */
  long run(String into, Feed lines) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy %s from stdin".formatted(into));
    try {
      while (lines.addTo(text)) {
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
