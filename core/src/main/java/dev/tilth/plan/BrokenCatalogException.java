package dev.tilth.plan;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;

/** The seeders of this build cannot be put into an order. Found before anything runs. */
public final class BrokenCatalogException extends TilthException {

  private static final long serialVersionUID = 1L;

  BrokenCatalogException(List<String> problems) {
    super(
        "The seeders cannot be ordered. %s Nothing was run; correct the specifications."
            .formatted(String.join(" ", problems)));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
