package dev.tilth.seed;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.track.ChunkedLoad;

/** How a seeder in chunks begins. */
sealed interface Opening {

  /** There is a load to take part in. */
  record Open(ChunkedLoad load) implements Opening {}

  /** Somebody else had the seeder first, and not with a load that this run can take part in. */
  record Lost(AppliedSeed now) implements Opening {}

  /** Its source cannot be cut: one transaction has to hold it. */
  record Whole() implements Opening {}
}
