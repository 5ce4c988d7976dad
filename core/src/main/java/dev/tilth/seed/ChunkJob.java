package dev.tilth.seed;

import dev.tilth.track.ChunkClaims;
import dev.tilth.track.ChunkedLoad;
import java.sql.Connection;
import java.util.UUID;

/**
 * What the workers of one run on one load have in common.
 *
 * @param files what the chunks are read from, as far as it lies in the file system
 * @param retrying for each of their transactions
 */
record ChunkJob(
    SeedingWork work,
    ChunkSource source,
    SourceFiles files,
    ChunkedLoad load,
    UUID runId,
    Retrying retrying) {

  String seeder() {
    return load.seeder();
  }

  SeedingTerms terms() {
    return work.terms();
  }

  /** The claims of the chunks, on the connection of a transaction. */
  ChunkClaims chunks(Connection connection) {
    return work.tracker().chunks(connection, load, runId);
  }
}
