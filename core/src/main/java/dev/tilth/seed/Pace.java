package dev.tilth.seed;

import java.util.function.Consumer;

/**
 * How fast the seeders of a run go, and until when.
 *
 * @param slots how many of them are at work at once
 * @param progress told of what is written in chunks; by several threads, one at a time for each
 *     seeder. What it throws is logged once and goes no further.
 */
public record Pace(Slots slots, Deadline deadline, Consumer<ChunkProgress> progress) {

  public Pace {
    progress = new HarmlessProgress(progress);
  }
}
