package dev.tilth.plan;

import dev.tilth.spi.Chunking;

/** How far a recorded seeder came. */
public sealed interface SeedProgress {

  /** To its end. */
  record Done() implements SeedProgress {}

  /** Its own SQL committed before its end: nobody can tell which of its rows are there. */
  record BrokenOff() implements SeedProgress {}

  /**
   * It is written in chunks, and some are missing, or all are there and only the end is not
   * recorded yet.
   *
   * @param done how many chunks are there
   */
  record Incomplete(int done, Chunking chunking) implements SeedProgress {

    /** {@code 7 of 20 chunks are done}. */
    public String words() {
      return "%d of %d chunks are done".formatted(done, chunking.count());
    }
  }
}
