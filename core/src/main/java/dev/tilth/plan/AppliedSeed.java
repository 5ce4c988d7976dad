package dev.tilth.plan;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of the tracker: a seeder that has taken effect, or has begun to.
 *
 * @param attempt the attempt that wrote the row; a claim replaces exactly the row that was seen
 * @param finishedAt the server's time at its end, or at its claim while it is not done
 */
public record AppliedSeed(
    String name,
    int version,
    String checksum,
    UUID attempt,
    Instant finishedAt,
    SeedProgress progress) {

  /** Whether all of it has taken effect. */
  public boolean done() {
    return progress instanceof SeedProgress.Done;
  }

  /** Present where it is written in chunks and not at its end. */
  public Optional<SeedProgress.Incomplete> incomplete() {
    return progress instanceof SeedProgress.Incomplete chunks
        ? Optional.of(chunks)
        : Optional.empty();
  }
}
