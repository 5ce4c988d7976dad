package dev.tilth.seed;

import dev.tilth.plan.SeedProgress;

/**
 * How much of a seeder in chunks is there.
 *
 * @param written how many chunks this run has written
 * @param done how many are there, of whichever run
 * @param count how many there are in all
 */
public record ChunkShare(int written, int done, int count) {

  /** {@code 7 of 20 chunks are done}. */
  public String words() {
    return SeedProgress.words(done, count);
  }
}
