package dev.tilth.spi;

import java.util.List;
import java.util.Optional;

/**
 * A large source of one table, loaded in chunks of rows; {@link ChunkedSeeder} tells what that
 * means. The rows are those that a {@link TableSeeder} would load in one transaction: what is wrong
 * with the file as a whole, such as a key that two rows have, is found before the first chunk.
 *
 * <p>Rows that can refer to rows of the same table, by a foreign key that the source fills, cannot
 * be cut apart: such a source is loaded in one transaction after all. Nobody sees in advance that a
 * row takes over a unique value which another row of the source gives up: in another chunk, the
 * table refuses it.
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
    Optional<String> obstacle = obstacle(data);
    if (obstacle.isPresent()) {
      throw new IllegalArgumentException(
          "Seeder %s cannot load table %s in chunks. %s"
              .formatted(spec.name(), data.table(), obstacle.get()));
    }
  }

  /** What keeps a table from being loaded in chunks, as a sentence; empty if nothing does. */
  public static Optional<String> obstacle(TableData data) {
    if (data.mode() == TableMode.MIRROR) {
      return Optional.of("A mirror has to know all rows, which no chunk has.");
    }
    return data.overlays().isEmpty()
        ? Optional.empty()
        : Optional.of("An overlay takes the place of rows anywhere in the file.");
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
