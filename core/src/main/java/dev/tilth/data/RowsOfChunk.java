package dev.tilth.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next rows of a source, and no more. */
final class RowsOfChunk implements Rows {

  private final Rows rows;
  private long left;

  RowsOfChunk(Rows rows, long size) {
    this.rows = rows;
    this.left = size;
  }

  @Override
  public List<String> header() {
    return rows.header();
  }

  @Override
  public @Nullable Row next() {
    if (left == 0) {
      return null;
    }
    left--;
    return rows.next();
  }

  @Override
  public void skip(long count) {
    long skipped = Math.min(count, left);
    left -= skipped;
    rows.skip(skipped);
  }

  @Override
  public void close() {
    rows.close();
  }
}
