package dev.tilth.spi;

import java.util.List;

/**
 * A large source of one table, loaded in chunks of rows; {@link ChunkedSeeder} tells what that
 * means. The rows are those that a {@link TableSeeder} would load in one transaction: what is wrong
 * with the file as a whole, such as a key that two rows have, is found before the first chunk.
 *
 * <p>Rows that refer to rows of the same table cannot be cut apart: such a source is loaded in one
 * transaction after all.
 *
 * @param data without overlays, and no {@link TableMode#MIRROR}, which would have to know all rows
 * @param rowsPerChunk 1 or more
 */
public record ChunkedTableSeeder(SeederSpec spec, TableData data, int rowsPerChunk)
    implements TableSeeder {

  /** How many rows a chunk has where nobody says. */
  public static final int ROWS_PER_CHUNK = 50_000;

  public ChunkedTableSeeder {
    if (rowsPerChunk < 1) {
      throw new IllegalArgumentException(
          "A chunk of seeder %s must have 1 or more rows, but is to have %d."
              .formatted(spec.name(), rowsPerChunk));
    }
    if (data.mode() == TableMode.MIRROR) {
      throw new IllegalArgumentException(
          "Seeder %s cannot mirror table %s in chunks: a mirror deletes what no row of the whole source has."
              .formatted(spec.name(), data.table()));
    }
    if (!data.overlays().isEmpty()) {
      throw new IllegalArgumentException(
          "Seeder %s cannot load table %s in chunks: its overlays take the place of rows anywhere in the source."
              .formatted(spec.name(), data.table()));
    }
  }

  /** In chunks of {@link #ROWS_PER_CHUNK}. */
  public static ChunkedTableSeeder of(SeederSpec spec, TableData data) {
    return new ChunkedTableSeeder(spec, data, ROWS_PER_CHUNK);
  }

  @Override
  public List<TableData> tables() {
    return List.of(data);
  }
}
