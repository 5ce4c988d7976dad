package dev.tilth.seed;

import dev.tilth.data.LoadTerms;
import dev.tilth.spi.Chunk;
import dev.tilth.spi.ChunkedSeeder;
import dev.tilth.spi.Chunking;
import java.sql.Connection;
import java.util.Optional;

/** Whatever a seeder in code cuts. */
record CodeSource(ChunkedSeeder seeder, SeedingWork work) implements ChunkSource, ChunkWriter {

  @Override
  public Optional<Chunking> survey(Connection connection) throws Exception {
    return Optional.of(seeder.chunking());
  }

  @Override
  public ChunkWriter writer() {
    return this;
  }

  @Override
  public WriteCounts write(Chunk chunk, Connection connection) throws Exception {
    LoadTerms terms = work.contexts().terms(seeder.spec());
    SeederCode code = new SeederCode(work);
    try {
      return code.run(
          terms.seeder(),
          terms,
          connection,
          context -> context.run(own -> seeder.seed(chunk, new ChunkContext(terms.seeder(), own))));
    } catch (Exception | LinkageError | AssertionError e) {
      if (code.endedTransaction()) {
        throw new TransactionEndedException(terms.seeder(), e);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
