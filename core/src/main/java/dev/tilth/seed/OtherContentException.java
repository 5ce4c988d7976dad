package dev.tilth.seed;

import dev.tilth.plan.AppliedSeed;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Between the plan of this run and its start, a rival gave a seeder other content. */
public final class OtherContentException extends TilthException {

  private static final long serialVersionUID = 1L;

  OtherContentException(AppliedSeed now) {
    super(
        ("Another run applied other content of seeder %s at %s, after this run had made its plan"
                + " and before it began. Nothing of this run's content was written. Run again: the"
                + " plan is then made on what is there now.")
            .formatted(now.name(), now.finishedAt()));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
