package dev.tilth.migrate;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;

/** Migration files that cannot be used as they are. Found before anything is written. */
public final class UnusableScriptsException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnusableScriptsException(List<String> problems) {
    super(
        "The migrations cannot be used. %s Nothing was written; correct the files."
            .formatted(String.join(" ", problems)));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
