package dev.tilth.data;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows as they are; remembers in which columns a value was that must not be shown. */
final class SecretColumns implements Rows {

  private final Rows rows;
  private final Set<Integer> positions = new HashSet<>();

  SecretColumns(Rows rows) {
    this.rows = rows;
  }

  /** From 1. */
  Set<Integer> positions() {
    return Collections.unmodifiableSet(positions);
  }

  @Override
  public List<String> header() {
    return rows.header();
  }

  @Override
  public @Nullable Row next() {
    Row row = rows.next();
    if (row != null) {
      positions.addAll(row.masked());
    }
    return row;
  }

  @Override
  public void skip(long count) {
    rows.skip(count);
  }

  @Override
  public void close() {
    rows.close();
  }
}
