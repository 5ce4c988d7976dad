package dev.tilth.seed;

import dev.tilth.plan.SeederStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A crew of one: the thread that owns it. */
final class CallingThread implements Crew {

  private final Function<List<SeederStep>, Settlement> work;
  private Optional<Settlement> settled = Optional.empty();

  CallingThread(Function<List<SeederStep>, Settlement> work) {
    this.work = work;
  }

  @Override
  public boolean hasRoom() {
    return settled.isEmpty();
  }

  @Override
  public void begin(List<SeederStep> steps) {
    settled = Optional.of(work.apply(steps));
  }

  @Override
  public Settlement await() {
    Settlement ended = settled.orElseThrow();
    settled = Optional.empty();
    return ended;
  }

  @Override
  public void close() {
    // Nothing is at work between two calls.
  }
}
