package dev.tilth.track;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.plan.SeedProgress;
import dev.tilth.spi.Chunking;
import java.util.Optional;
import java.util.UUID;

/**
 * A load in chunks that somebody has opened.
 *
 * @param checksum of the content that it writes
 * @param attempt the claim that opened it
 */
public record ChunkedLoad(String seeder, String checksum, UUID attempt, Chunking chunking) {

  /** The one that a record tells of, if it is not at its end. */
  public static Optional<ChunkedLoad> of(AppliedSeed seed) {
    return seed.incomplete()
        .map(SeedProgress.Incomplete::chunking)
        .map(chunking -> new ChunkedLoad(seed.name(), seed.checksum(), seed.attempt(), chunking));
  }
}
