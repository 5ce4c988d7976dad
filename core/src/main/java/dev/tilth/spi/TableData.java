package dev.tilth.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a source holds for one table, and how the table is brought to it. Immutable; each method
 * gives a new instance.
 *
 * <p>A source is a CSV file (RFC 4180, a header with the table's columns), JSON lines (one object a
 * line), either of them compressed with gzip, or rows from code ({@link Resource#rows}); its name
 * tells which: {@code .csv}, {@code .jsonl}, each with or without {@code .gz}.
 */
public final class TableData {

  /** How many rows a mirror deletes at most where its author says nothing else. */
  public static final long MOST_DELETED = 100;

  private final String table;
  private final Resource source;
  private final TableMode mode;
  private final List<String> key;
  private final Columns columns;
  private final Map<String, Resource> overlays;
  private final long mostDeleted;

  /**
   * Columns that are not like the others.
   *
   * @param insertOnly given to new rows, then left to whoever works with the table
   * @param masked whose values no message and no plan shows
   */
  private record Columns(Set<String> insertOnly, Set<String> masked) {
    private static final Columns NONE = new Columns(Set.of(), Set.of());
  }

  private TableData(
      String table,
      Resource source,
      TableMode mode,
      List<String> key,
      Columns columns,
      Map<String, Resource> overlays,
      long mostDeleted) {
    this.table = table;
    this.source = source;
    this.mode = mode;
    this.key = key;
    this.columns = columns;
    this.overlays = overlays;
    this.mostDeleted = mostDeleted;
  }

  /**
   * Declares that a table has the rows of a source, by {@link TableMode#MERGE}.
   *
   * @param table the table's name, with its schema unless it lies on the search path
   */
  public static TableData of(String table, Resource source) {
    return new TableData(
        table, source, TableMode.MERGE, List.of(), Columns.NONE, Map.of(), MOST_DELETED);
  }

  /** With another mode. */
  public TableData mode(TableMode newMode) {
    return new TableData(table, source, newMode, key, columns, overlays, mostDeleted);
  }

  /**
   * The columns, or headers that refer to another table, that identify a row. The server must
   * enforce them by a unique constraint or index; without a call it is the only one that the source
   * covers, apart from a primary key that the server makes up.
   */
  public TableData key(String... keyColumns) {
    return new TableData(table, source, mode, List.of(keyColumns), columns, overlays, mostDeleted);
  }

  /** Columns that new rows get from the source, and that are then left to the operators. */
  public TableData insertOnly(String... names) {
    Columns changed = new Columns(sorted(names), columns.masked);
    return new TableData(table, source, mode, key, changed, overlays, mostDeleted);
  }

  /** Columns whose values no message, plan or report shows. */
  public TableData masked(String... names) {
    Columns changed = new Columns(columns.insertOnly, sorted(names));
    return new TableData(table, source, mode, key, changed, overlays, mostDeleted);
  }

  /**
   * In one environment, rows in addition to those of the source and, where the keys are equal, in
   * their place.
   *
   * @param rows with the same columns as the source
   */
  public TableData overlay(String environment, Resource rows) {
    Map<String, Resource> more = new LinkedHashMap<>(overlays);
    more.put(environment, rows);
    return new TableData(
        table, source, mode, key, columns, Collections.unmodifiableMap(more), mostDeleted);
  }

  /**
   * How many rows a {@link TableMode#MIRROR} may delete at once; more of them fail the seeder.
   *
   * @param rows 0 or more
   */
  public TableData mostDeleted(long rows) {
    if (rows < 0) {
      throw new IllegalArgumentException(
          "The most rows that a mirror of table %s deletes must be 0 or more, but is %d."
              .formatted(table, rows));
    }
    return new TableData(table, source, mode, key, columns, overlays, rows);
  }

  public String table() {
    return table;
  }

  public Resource source() {
    return source;
  }

  public TableMode mode() {
    return mode;
  }

  /** Empty where the table and the source settle it. */
  public List<String> key() {
    return key;
  }

  public Set<String> insertOnly() {
    return columns.insertOnly;
  }

  public Set<String> masked() {
    return columns.masked;
  }

  /** By environment. */
  public Map<String, Resource> overlays() {
    return overlays;
  }

  public long mostDeleted() {
    return mostDeleted;
  }

  private static Set<String> sorted(String... names) {
    return Collections.unmodifiableSet(new TreeSet<>(List.of(names)));
  }
}
