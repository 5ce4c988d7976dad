package dev.tilth.data;

import dev.tilth.spi.Chunk;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a source from its start to its end, and loads those of its rows that chunks ask for. */
final class ChunkReader {

  private final TableData data;
  private final LoadTerms terms;
  private final Way way;
  private @Nullable Rows rows;
  private long position;
  private @Nullable Known known;

  /** What does not change from chunk to chunk. */
  private record Known(Sources sources, Layout layout) {}

  ChunkReader(TableData data, LoadTerms terms, Way way) {
    this.data = data;
    this.terms = terms;
    this.way = way;
  }

  RowCounts load(Chunk chunk, Connection connection) throws SQLException {
    Load.checkTransaction(data, connection);
    Known table = known(connection);
    Sources source = table.sources();
    boolean done = false;
    try {
      RowCounts counts = load(chunk, table, connection);
      done = true;
      return counts;
    } catch (SQLException e) {
      throw source.discreet() ? ServerError.withoutValues(e) : e;
    } finally {
      if (!done) {
        close();
      }
    }
  }

  private RowCounts load(Chunk chunk, Known table, Connection connection) throws SQLException {
    Layout layout = table.layout();
    if (way.isStraight(connection, layout)) {
      Optional<RowCounts> counts =
          new StraightCopy(connection, layout)
              .run(goTo(chunk, table.sources()), rows -> rows == chunk.size());
      if (counts.isPresent()) {
        return counts.get();
      }
      way.bar();
    }
    RowCounts counts = compared(chunk, table, connection);
    if (counts.inserted() == chunk.size()) {
      way.onlyNewRows();
    }
    return counts;
  }

  private RowCounts compared(Chunk chunk, Known table, Connection connection) throws SQLException {
    ComparedChunk compared = new ComparedChunk(connection, table.layout(), table.sources());
    if (way.isLooking() && KnownRows.canBeTold(table.layout(), data.mode())) {
      Optional<RowCounts> counts = compared.loadUnknown(chunk, goTo(chunk, table.sources()), way);
      if (counts.isPresent()) {
        return counts.get();
      }
    }
    return compared.load(chunk, goTo(chunk, table.sources()));
  }

  private Known known(Connection connection) throws SQLException {
    if (known == null) {
      Table table = new TableReader(connection).read(TableName.parse(data.table()));
      Sources sources = terms.sources(data, table).inParts();
      List<String> header = open(sources).header();
      known = new Known(sources, HeaderReader.read(sources.name(), table, header, data));
    }
    return known;
  }

  /** The chunk's rows; those before it are read again only if they are needed again. */
  private Rows goTo(Chunk chunk, Sources source) {
    if (position > chunk.from()) {
      close();
    }
    Rows from = rows == null ? open(source) : rows;
    from.skip(chunk.from() - position);
    position = chunk.to();
    return new RowsOfChunk(from, chunk.size());
  }

  private Rows open(Sources source) {
    Rows opened = source.open();
    rows = opened;
    position = 0;
    return opened;
  }

  /** Once a chunk was loaded. */
  String table() {
    return Objects.requireNonNull(known, "no chunk was loaded").layout().table().name().toString();
  }

  void close() {
    if (rows != null) {
      rows.close();
      rows = null;
    }
    position = 0;
  }
}
