package dev.tilth.seed;

import dev.tilth.plan.SeederStep;

/** Does the work of steps. For one thread, which owns it. */
interface Crew extends AutoCloseable {

  /** Whether another step may be begun. */
  boolean hasRoom();

  /** Begins a step; needs room. */
  void begin(SeederStep step);

  /** Waits for the end of one of the steps that were begun, and throws what that has thrown. */
  SeederOutcome await();

  /** Returns when nobody is at work any more. */
  @Override
  void close();
}
