package dev.tilth.seed;

import dev.tilth.data.LoadTerms;
import dev.tilth.data.TableChunks;
import dev.tilth.spi.Chunk;
import dev.tilth.spi.ChunkedTableSeeder;
import dev.tilth.spi.Chunking;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The rows of a declared table. */
final class TableSource implements ChunkSource {

  private final ChunkedTableSeeder seeder;
  private final SeedingWork work;
  private final LoadTerms terms;
  private final TableChunks chunks;

  TableSource(ChunkedTableSeeder seeder, SeedingWork work) {
    this.seeder = seeder;
    this.work = work;
    this.terms = work.contexts().terms(seeder.spec());
    this.chunks = new TableChunks(seeder.data(), terms);
  }

  @Override
  public Optional<Chunking> survey(Connection connection) throws SQLException {
    TableChunks.Survey survey = chunks.survey(connection);
    return survey.divisible()
        ? Optional.of(new Chunking(survey.rows(), seeder.rowsPerChunk()))
        : Optional.empty();
  }

  @Override
  public ChunkWriter writer() {
    return new Writer(chunks.reader());
  }

  private final class Writer implements ChunkWriter {

    private final TableChunks.Reader rows;

    private Writer(TableChunks.Reader rows) {
      this.rows = rows;
    }

    @Override
    public WriteCounts write(Chunk chunk, Connection connection) throws Exception {
      return new SeederCode(work)
          .run(terms.seeder(), terms, connection, context -> context.load(chunk, rows, connection));
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
