package dev.tilth.track;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places of one run's steps in the ledger, and which seeders have entered themselves, together
 * with their records. Safe for use by several threads.
 */
public final class StepPlaces {

  private final AtomicInteger taken = new AtomicInteger();
  private final Set<String> entered = ConcurrentHashMap.newKeySet();

  /** The first of so many places that follow each other; the first one of all is 1. */
  public int take(int steps) {
    return taken.getAndAdd(steps) + 1;
  }

  /** The entry of a seeder was committed. */
  public void entered(String seeder) {
    entered.add(seeder);
  }

  /** Whether the seeder's entry is there. */
  public boolean isEntered(StepRecord step) {
    return step.isOfSeeder() && entered.contains(step.name());
  }
}
