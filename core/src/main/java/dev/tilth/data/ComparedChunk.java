package dev.tilth.data;

import dev.tilth.spi.Chunk;
import dev.tilth.spi.RowCounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Brings a chunk's rows into the table by a merge, of which only a part of the table is read. */
final class ComparedChunk {

  /**
   * For the rest of the transaction. The chunk is small and the table perhaps large, so that a hash
   * of either is not worth its while; and the sorts of a chunk fit into this memory.
   */
  private static final String SETTINGS =
      """
      select set_config('enable_hashjoin', 'off', true),
             case when pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('32MB')
                  then set_config('work_mem', '32MB', true) end
      """;

  private final Connection connection;
  private final Layout layout;
  private final Sources sources;

  ComparedChunk(Connection connection, Layout layout, Sources sources) {
    this.connection = connection;
    this.layout = layout;
    this.sources = sources;
  }

  /** Runs once. */
  RowCounts load(Chunk chunk, Rows rows) throws SQLException {
    long staged = new Staging(connection, layout).fill(rows, sources, chunk.from());
    if (staged != chunk.size()) {
      throw new IllegalStateException(
          "The source %s has no rows %d to %d: only %d of them were read."
              .formatted(sources.name(), chunk.from() + 1, chunk.to(), staged));
    }
    return new Writing(connection, layout, sources, scope(), Removal.NONE).run(staged);
  }

  /**
   * The keys were found to be distinct, unless they are found through references: then what they
   * lead to can have changed since.
   */
  private Scope scope() throws SQLException {
    if (!layout.references().isEmpty()) {
      execute("analyze " + Staging.TABLE);
      return Scope.ALL;
    }
    execute(SETTINGS);
    return new Scope(Long.MAX_VALUE, true, KeyRange.of(connection, layout));
  }

  private void execute(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(text);
    }
  }
}
