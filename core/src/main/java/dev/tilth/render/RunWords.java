package dev.tilth.render;

import dev.tilth.track.RunRecord;

/** What the ledger says of a run, in words. */
final class RunWords {

  private RunWords() {}

  /** {@code done}; what nobody is at work on any more is not simply running. */
  static String outcome(RunRecord run) {
    return run.vanished() ? "running (its connection is gone)" : run.outcome();
  }
}
