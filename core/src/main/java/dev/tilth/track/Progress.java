package dev.tilth.track;

import dev.tilth.plan.SeedProgress;
import dev.tilth.spi.Chunking;
import org.jspecify.annotations.Nullable;

/** Reads how far a seeder came. */
final class Progress {

  /**
   * An expression on a row of {@code seed}: chunks done, those broken off, size, size of a chunk.
   */
  static final String SQL =
      """
      CASE WHEN status = 'incomplete' THEN (
        SELECT concat_ws(' ', count(c.finished_at), count(*) - count(c.finished_at),
                         source_size, chunk_size)
          FROM "%1$s".seed_chunk c
         WHERE c.seeder = seed.name AND c.source_checksum = seed.checksum) END
      """;

  private Progress() {}

  /**
   * As the record has it.
   *
   * @param chunks what {@link #SQL} gives
   */
  static SeedProgress of(String status, @Nullable String chunks) {
    if (status.equals("done")) {
      return new SeedProgress.Done();
    }
    return chunks == null ? new SeedProgress.BrokenOff() : incomplete(chunks.split(" "));
  }

  private static SeedProgress incomplete(String[] chunks) {
    return chunks[1].equals("0")
        ? new SeedProgress.Incomplete(
            Integer.parseInt(chunks[0]),
            new Chunking(Long.parseLong(chunks[2]), Long.parseLong(chunks[3])))
        : new SeedProgress.BrokenOff();
  }
}
