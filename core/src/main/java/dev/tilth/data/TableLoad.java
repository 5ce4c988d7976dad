package dev.tilth.data;

import dev.tilth.spi.Resource;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableSeed;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a file for one table, in the transaction that the context stands in. Immutable; runs on
 * the thread that calls it.
 *
 * <ol>
 *   <li>Read the table's columns, unique constraints and foreign keys from the catalogue.
 *   <li>Match the file's header with them and settle the key.
 *   <li>Create a temporary table with the target's types and stream the file into it by COPY: the
 *       server converts. Memory does not grow with the file.
 *   <li>Compare, update, insert: see {@link Merge}.
 *   <li>Move the sequences past ids that the file gives, and drop the temporary table.
 * </ol>
 *
 * <p>Every failure names file, line, column and value. After one the transaction can only be rolled
 * back. READ COMMITTED is assumed, and a connection that unwraps to {@link
 * org.postgresql.PGConnection}.
 */
public final class TableLoad implements TableSeed {

  private final DSLContext sql;
  private final TableName table;
  private final List<String> key;
  private final @Nullable Resource source;
  private final Consumer<RowCounts> counted;

  /**
   * @param sql on a connection with an open transaction
   * @param table {@code table} or {@code schema.table}, in the catalogue's own spelling
   * @param counted told the counts of each load that succeeded
   */
  public TableLoad(DSLContext sql, String table, Consumer<RowCounts> counted) {
    this(sql, TableName.parse(table), List.of(), null, counted);
  }

  private TableLoad(
      DSLContext sql,
      TableName table,
      List<String> key,
      @Nullable Resource source,
      Consumer<RowCounts> counted) {
    this.sql = sql;
    this.table = table;
    this.key = key;
    this.source = source;
    this.counted = counted;
  }

  @Override
  public TableSeed key(String... columns) {
    if (columns.length == 0) {
      throw new IllegalArgumentException("The key of table %s needs a column.".formatted(table));
    }
    return new TableLoad(sql, table, List.of(columns), source, counted);
  }

  @Override
  public TableSeed from(Resource csv) {
    return new TableLoad(sql, table, key, csv, counted);
  }

  @Override
  public RowCounts insertMissing() {
    return load(Mode.INSERT_MISSING);
  }

  @Override
  public RowCounts merge() {
    return load(Mode.MERGE);
  }

  private RowCounts load(Mode mode) {
    Resource rows = source;
    if (rows == null) {
      throw new IllegalStateException(
          "Table %s has no rows to load: call from(...) first.".formatted(table));
    }
    RowCounts counts =
        sql.connectionResult(connection -> new Load(connection, table, key, rows, mode).run());
    counted.accept(counts);
    return counts;
  }
}
