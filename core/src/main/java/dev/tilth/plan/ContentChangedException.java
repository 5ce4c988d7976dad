package dev.tilth.plan;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;

/** Something that has been applied is different in this build. Found before anything is written. */
public final class ContentChangedException extends TilthException {

  private static final long serialVersionUID = 1L;

  ContentChangedException(List<String> changes) {
    super("%s Nothing was written.".formatted(String.join(" ", changes)));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
