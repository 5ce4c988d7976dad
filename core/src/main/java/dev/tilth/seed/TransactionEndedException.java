package dev.tilth.seed;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import org.jspecify.annotations.Nullable;

/** Something in a seeder ran a COMMIT or ROLLBACK of its own, and then went on. */
public final class TransactionEndedException extends TilthException {

  private static final long serialVersionUID = 1L;

  /**
   * @param cause what the seeder ended with, if it failed
   */
  TransactionEndedException(String seeder, @Nullable Throwable cause) {
    super(
        ("A statement of seeder %s ended its transaction, which only a COMMIT or ROLLBACK in its"
                + " own SQL can do; nobody can tell which of its rows are there, and it was not"
                + " tried again. Remove that statement (DSLContext.transaction makes a savepoint),"
                + " look at the rows, and run again.")
            .formatted(seeder),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DECISION_NEEDED;
  }
}
