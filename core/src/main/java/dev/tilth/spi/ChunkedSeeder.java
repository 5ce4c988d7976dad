package dev.tilth.spi;

/**
 * A seeder of more data than one transaction should hold. Its source is cut into chunks; each chunk
 * is written once, in a transaction of its own, together with the record of it.
 *
 * <ol>
 *   <li>A run that ends early leaves the chunks that it has finished; another run, or another
 *       worker at the same time, writes those that are missing.
 *   <li>Chunks are written in no particular order, and by several threads and processes at once
 *       where the run is told so: no chunk may need what another has written.
 *   <li>The seeder counts as applied when every chunk is; only then do those that depend on it run.
 *   <li>Where the seeder's checksum changes in between, what the mode says is done: {@link
 *       SeedMode#ON_CHANGE} begins with the first chunk again, {@link SeedMode#ONCE} is an error.
 * </ol>
 *
 * <p>What is said of {@link Seeder} holds for each chunk. For rows of a file, {@link
 * ChunkedTableSeeder} does all of this by itself.
 */
public interface ChunkedSeeder extends Seeder {

  /**
   * How the source is cut. Called once by each run that begins; a run that goes on with the chunks
   * of another keeps their size. The boundaries must follow from what the checksum covers: chunk 3
   * of the same content is the same for every process.
   */
  Chunking chunking() throws Exception;

  /**
   * Writes one chunk. May be called by several threads at once, each with a chunk and a context of
   * its own.
   *
   * @param context the chunk's own transaction; a {@link TableMode#MIRROR} is refused, since a
   *     chunk does not know the rows of the others
   */
  void seed(Chunk chunk, SeedContext context) throws Exception;

  /** Writes all chunks in one transaction, one after the other; runs of Tilth do not. */
  @Override
  default void seed(SeedContext context) throws Exception {
    Chunking chunking = chunking();
    for (int number = 1; number <= chunking.count(); number++) {
      seed(chunking.chunk(number), context);
    }
  }
}
