package dev.tilth.seed;

import dev.tilth.spi.Chunk;
import java.sql.Connection;

/** Writes chunks, one after the other. */
interface ChunkWriter extends AutoCloseable {

  /**
   * Writes a chunk.
   *
   * @param connection in the transaction of its claim
   */
  WriteCounts write(Chunk chunk, Connection connection) throws Exception;

  @Override
  void close();
}
