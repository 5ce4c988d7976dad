package dev.tilth.policy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** The database belongs to another environment than the one that was asked for. */
public final class WrongEnvironmentException extends TilthException {

  private static final long serialVersionUID = 1L;

  private WrongEnvironmentException(String message) {
    super(message);
  }

  static WrongEnvironmentException asked(String asked, String recorded) {
    return new WrongEnvironmentException(
        ("This database says that it is %2$s, but the run was asked for %1$s. Nothing was written."
                + " Check the database's address; if this is a copy that became %1$s, type:"
                + " tilth init --reassign --from %2$s --to %1$s")
            .formatted(asked, recorded));
  }

  /** A reassignment starts from another environment than the one that is recorded. */
  static WrongEnvironmentException notFrom(String from, String to, String recorded) {
    return new WrongEnvironmentException(
        ("This database says that it is %3$s, not %1$s as --from says. Nothing was written. Check"
                + " the database's address; if %3$s is right, type:"
                + " tilth init --reassign --from %3$s --to %2$s")
            .formatted(from, to, recorded));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.WRONG_ENVIRONMENT;
  }
}
