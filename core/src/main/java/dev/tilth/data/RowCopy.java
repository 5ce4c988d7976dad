package dev.tilth.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Streams rows to the server by COPY. Memory does not grow with their number. */
final class RowCopy {

  private static final int BATCH = 64 * 1024;

  private final Connection connection;

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
      add(row, fields, text);
      return true;
    };
  }

  /** All rows after the first, and the first before them. */
  static Feed feed(Row first, Rows rows, Fields fields) {
    AtomicBoolean begun = new AtomicBoolean();
    Feed others = feed(rows, fields);
    return text -> {
      if (begun.getAndSet(true)) {
        return others.addTo(text);
      }
      add(first, fields, text);
      return true;
    };
  }

  private static void add(Row row, Fields fields, CopyText text) {
    fields.add(row, text);
    text.add('\n');
  }

  /**
   * Copies all lines.
   *
   * @param into a table, with or without columns
   * @return how many rows the server counted
   */
  long run(String into, Feed lines) throws SQLException {
    CopyText text = new CopyText();
    CopyIn copy = begin("copy %s from stdin".formatted(into));
    try {
      while (lines.addTo(text)) {
        sendFull(copy, text);
      }
      send(copy, text);
      return copy.endCopy();
    } finally {
      cancel(copy);
    }
  }

  /** Copies rows in binary, up to the first that is left. Where that is the first, says nothing. */
  long run(String into, BinaryRows rows) throws SQLException {
    CopyBinary binary = new CopyBinary();
    binary.begin();
    if (!rows.addTo(binary)) {
      return 0;
    }
    CopyIn copy = begin("copy %s from stdin with (format binary)".formatted(into));
    try {
      do {
        sendFull(copy, binary);
      } while (rows.addTo(binary));
      binary.end();
      send(copy, binary);
      return copy.endCopy();
    } finally {
      cancel(copy);
    }
  }

  private CopyIn begin(String statement) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
  }

  private static void sendFull(CopyIn copy, CopyBytes bytes) throws SQLException {
    if (bytes.length() >= BATCH) {
      send(copy, bytes);
    }
  }

  private static void send(CopyIn copy, CopyBytes bytes) throws SQLException {
    copy.writeToCopy(bytes.bytes(), 0, bytes.length());
    bytes.clear();
  }

  private static void cancel(CopyIn copy) throws SQLException {
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }
}
