package dev.tilth.seed;

/**
 * An earlier attempt, whose commit was never answered.
 *
 * @param why what was observed
 */
record UnansweredCommit(Doubt doubt, PassingFailure why) {}
