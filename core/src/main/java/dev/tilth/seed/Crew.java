package dev.tilth.seed;

import dev.tilth.plan.SeederStep;
import java.util.List;

/** Does the work of steps. For one thread, which owns it. */
interface Crew extends AutoCloseable {

  /** Whether another step may be begun. */
  boolean hasRoom();

  /** Begins steps that belong together; needs room. */
  void begin(List<SeederStep> steps);

  /** Waits for the end of some that were begun, and throws what that has thrown. */
  Settlement await();

  /** Returns when nobody is at work any more. */
  @Override
  void close();
}
