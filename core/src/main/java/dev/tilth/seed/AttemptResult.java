package dev.tilth.seed;

import dev.tilth.plan.AppliedSeed;

/** How an attempt ended that was answered to the end. */
sealed interface AttemptResult {

  /** Rows and record are committed. */
  record Committed(WriteCounts counts) implements AttemptResult {}

  /** The record is another one than the plan saw; nothing was written. */
  record Lost(AppliedSeed now) implements AttemptResult {}
}
