package dev.tilth.seed;

import dev.tilth.plan.SeederStep;
import java.util.Optional;
import java.util.function.Function;

/** A crew of one: the thread that owns it. */
final class CallingThread implements Crew {

  private final Function<SeederStep, SeederOutcome> work;
  private Optional<SeederOutcome> settled = Optional.empty();

  CallingThread(Function<SeederStep, SeederOutcome> work) {
    this.work = work;
  }

  @Override
  public boolean hasRoom() {
    return settled.isEmpty();
  }

  @Override
  public void begin(SeederStep step) {
    settled = Optional.of(work.apply(step));
  }

  @Override
  public SeederOutcome await() {
    SeederOutcome outcome = settled.orElseThrow();
    settled = Optional.empty();
    return outcome;
  }

  @Override
  public void close() {
    // Nothing is at work between two calls.
  }
}
