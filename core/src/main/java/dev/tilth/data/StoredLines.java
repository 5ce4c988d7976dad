package dev.tilth.data;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/**
 * The table's rows beside those of a file as they are read. In most files each is met at once, as
 * both are in the order of the key; what is not is kept for a look at all lines at the end.
 */
final class StoredLines {

  /** In bytes; beyond it, the server waits until the file's lines are all there. */
  private static final int MOST_KEPT = 4 * 1024 * 1024;

  private final CopyOut copy;
  private final LineSet lines;
  private final Deque<byte[]> kept = new ArrayDeque<>();
  private long keptBytes;
  private long count;

  /**
   * @param copy gives the table's rows in the form of the lines
   */
  StoredLines(CopyOut copy, LineSet lines) {
    this.copy = copy;
    this.lines = lines;
  }

  /** Looks for the line that was added last. */
  void beside() throws SQLException {
    if (keptBytes > MOST_KEPT) {
      return;
    }
    byte[] line = next();
    if (line != null && lines.isLast(line)) {
      return;
    }
    if (line != null) {
      kept.add(line);
      keptBytes += line.length;
    }
    if (!kept.isEmpty() && lines.isLast(kept.getFirst())) {
      keptBytes -= kept.removeFirst().length;
    }
  }

  /** Looks for those of all lines that were not found yet. */
  void among() throws SQLException {
    for (byte[] line = kept.poll(); line != null; line = kept.poll()) {
      lines.find(line);
    }
    for (byte[] line = next(); line != null; line = next()) {
      lines.find(line);
    }
  }

  /** To the end, since a cancelled query ends its transaction. */
  void leave() throws SQLException {
    while (copy.isActive() && copy.readFromCopy() != null) {
      // What the server has sent is of no use.
    }
  }

  /** How many rows the table has there. */
  long count() {
    return count;
  }

  private byte @Nullable [] next() throws SQLException {
    byte[] line = copy.isActive() ? copy.readFromCopy() : null;
    count += line == null ? 0 : 1;
    return line;
  }
}
