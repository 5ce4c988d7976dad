package dev.tilth.data;

import dev.tilth.spi.Chunk;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.TableData;
import java.sql.Connection;
import java.sql.SQLException;

/** The rows of one source, loaded in chunks. Safe for use by several threads. */
public final class TableChunks {

  private final TableData data;
  private final LoadTerms terms;
  private final Way way = new Way();

  public TableChunks(TableData data, LoadTerms terms) {
    this.data = data;
    this.terms = terms;
  }

  /**
   * What there is to know before the first chunk.
   *
   * @param divisible whether no row refers to a row of the same table
   * @param rows of the source
   */
  public record Survey(boolean divisible, long rows) {}

  /** Reads the whole source once, and checks what no chunk can check alone. */
  public Survey survey(Connection connection) throws SQLException {
    return new SourceSurvey(connection, data, terms).run();
  }

  /** A reader of the source; belongs to one thread. */
  public Reader reader() {
    return new Reader();
  }

  /** Loads chunks. */
  public final class Reader implements AutoCloseable {

    private final ChunkReader chunks = new ChunkReader(data, terms, way);

    private Reader() {}

    /** Brings the chunk's rows into the table, in the transaction that the connection stands in. */
    public RowCounts load(Chunk chunk, Connection connection) throws SQLException {
      return chunks.load(chunk, connection);
    }

    /** The table's name, schema and name, once a chunk was loaded. */
    public String table() {
      return chunks.table();
    }

    @Override
    public void close() {
      chunks.close();
    }
  }
}
