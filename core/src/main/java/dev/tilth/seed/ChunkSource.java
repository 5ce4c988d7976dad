package dev.tilth.seed;

import dev.tilth.spi.ChunkedSeeder;
import dev.tilth.spi.ChunkedTableSeeder;
import dev.tilth.spi.Chunking;
import dev.tilth.spi.Seeder;
import java.sql.Connection;
import java.util.Optional;

/** What a seeder in chunks writes from. Safe for use by several threads. */
interface ChunkSource {

  /**
   * Checks what no chunk can check alone.
   *
   * @param connection with an open transaction, which is rolled back afterwards
   * @return empty where the source cannot be cut
   */
  Optional<Chunking> survey(Connection connection) throws Exception;

  /** One worker's access; belongs to one thread. */
  ChunkWriter writer();

  /** Empty for a seeder that is not in chunks. */
  static Optional<ChunkSource> of(Seeder seeder, SeedingWork work) {
    return switch (seeder) {
      case ChunkedTableSeeder table -> Optional.of(new TableSource(table, work));
      case ChunkedSeeder code -> Optional.of(new CodeSource(code, work));
      default -> Optional.empty();
    };
  }
}
