package dev.tilth.seed;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.time.Duration;

/** A commit was never answered, and the database could not be asked what became of it. */
public final class CommitInDoubtException extends TilthException {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  /**
   * @param attempts how many there were, those that only asked included
   * @param last of the one that could not tell
   */
  CommitInDoubtException(String seeder, int attempts, Duration within, TilthException last) {
    super(
        ("The connection was lost while the commit of seeder %s was on its way, and %d attempts"
                + " within %d s could not find out what became of it. Whether it took effect is in"
                + " the record. Run again: the record decides, and nothing is done twice. The last"
                + " obstacle: %s")
            .formatted(seeder, attempts, within.toSeconds(), last.getMessage()),
        last);
    kind = last.kind();
  }

  @Override
  public FailureKind kind() {
    return kind;
  }
}
