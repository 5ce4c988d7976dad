package dev.tilth.track;

import dev.tilth.plan.AppliedSeed;

/** The outcome of asking for a chunk. */
public sealed interface ChunkClaim {

  /** It is this transaction's. */
  record Won() implements ChunkClaim {}

  /**
   * Another transaction is at work on it, or waits to begin another load, or a dead client's server
   * process has not ended yet.
   */
  record AtWork() implements ChunkClaim {}

  /**
   * It is there.
   *
   * @param own whether this run wrote it
   */
  record Done(boolean own) implements ChunkClaim {}

  /**
   * The load is over: somebody recorded its end, or began another one.
   *
   * @param now what the record says now
   */
  record Over(AppliedSeed now) implements ChunkClaim {}
}
