package dev.tilth.seed;

import dev.tilth.spi.Chunking;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a seeder in chunks has come.
 *
 * @param done how many chunks are there, of whichever run
 * @param written how many units of the source this run has written
 * @param elapsed the time that this run took for them
 */
public record ChunkProgress(
    String seeder, int done, Chunking chunking, long written, Duration elapsed) {

  /** How many units of the source are there; a short last chunk counts as the others. */
  public long unitsDone() {
    return Math.min(done * chunking.perChunk(), chunking.size());
  }

  /** Units a second, of this run. */
  public long rate() {
    long millis = Math.max(1, elapsed.toMillis());
    return written * 1000 / millis;
  }

  /** How long the rest takes at this rate; empty as long as nobody can tell. */
  public Optional<Duration> left() {
    return rate() == 0
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds((chunking.size() - unitsDone()) / rate()));
  }

  /** {@code 7 of 20 chunks are done (350000 of 1000000), 85000 a second, 8 s left}. */
  public String words() {
    return "%d of %d chunks are done (%d of %d), %d a second%s"
        .formatted(
            done,
            chunking.count(),
            unitsDone(),
            chunking.size(),
            rate(),
            left().map(time -> ", %d s left".formatted(time.toSeconds())).orElse(""));
  }
}
