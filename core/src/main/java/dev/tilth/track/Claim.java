package dev.tilth.track;

import dev.tilth.plan.AppliedSeed;
import java.util.UUID;

/** The outcome of asking for a seeder's row in the tracker. */
public sealed interface Claim {

  /**
   * The row is this transaction's.
   *
   * @param attempt to complete the claim with
   */
  record Won(UUID attempt) implements Claim {}

  /**
   * Somebody else changed the row since the plan was made.
   *
   * @param now what the row says now
   */
  record Lost(AppliedSeed now) implements Claim {}
}
