package dev.tilth.plan;

import java.util.Optional;

/**
 * One seeder in a plan.
 *
 * @param seen the tracker's row at the time of planning; the claim fails if it is another by then
 */
public record SeederStep(
    SeederContent seeder, SeederDecision decision, Optional<AppliedSeed> seen) {

  public String name() {
    return seeder.name();
  }

  public boolean runs() {
    return decision instanceof SeederDecision.Run;
  }
}
