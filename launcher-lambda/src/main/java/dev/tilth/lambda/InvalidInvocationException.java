package dev.tilth.lambda;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;

/** The request cannot be understood, for these reasons; nothing was done. */
public final class InvalidInvocationException extends TilthException {

  private static final long serialVersionUID = 1L;

  /**
   * @param problems a full sentence for each
   */
  InvalidInvocationException(List<String> problems) {
    super("The request is invalid and nothing was done. " + String.join(" ", problems));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
