package dev.tilth.data;

import dev.tilth.spi.Chunk;
import dev.tilth.spi.RowCounts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;

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

  private static final String SAVEPOINT = "tilth_unknown";

  private final Connection connection;
  private final Layout layout;
  private final Sources sources;

  ComparedChunk(Connection connection, Layout layout, Sources sources) {
    this.connection = connection;
    this.layout = layout;
    this.sources = sources;
  }

  /**
   * Loads a chunk of which the table may have most rows. Runs once.
   *
   * @return nothing, and nothing is done, if the rows have to be given to the server one and all
   */
  Optional<RowCounts> loadUnknown(Chunk chunk, Rows rows, Way way) throws SQLException {
    KnownRows known = new KnownRows(connection, layout);
    LineSet lines = known.find(chunk, rows);
    if (lines == null || !known.pays(lines)) {
      way.stopLooking();
    }
    if (lines == null) {
      return Optional.empty();
    }
    RowCounts found = new RowCounts(0, 0, 0, lines.found());
    if (lines.found() == chunk.size()) {
      execute(known.sequences());
      return Optional.of(found);
    }
    OptionalLong staged = stage(lines);
    if (staged.isEmpty()) {
      return Optional.empty();
    }
    RowCounts others =
        new Writing(connection, layout, sources, scope(), Removal.NONE).run(staged.getAsLong());
    execute(known.sequences());
    return Optional.of(found.plus(others));
  }

  /** Whichever value the server rejects is named by staging all rows, as they are written. */
  private OptionalLong stage(LineSet lines) throws SQLException {
    execute("savepoint " + SAVEPOINT);
    try {
      long staged = new Staging(connection, layout).fill(lines.others());
      execute("release savepoint " + SAVEPOINT);
      return OptionalLong.of(staged);
    } catch (SQLException e) {
      if (!ServerError.of(e).concernsData()) {
        throw e;
      }
      execute("rollback to savepoint %1$s; release savepoint %1$s".formatted(SAVEPOINT));
      return OptionalLong.empty();
    }
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
