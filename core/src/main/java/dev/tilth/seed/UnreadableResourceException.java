package dev.tilth.seed;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A data file that a seeder declares cannot be read. Found before anything is written. */
public final class UnreadableResourceException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnreadableResourceException(String seeder, String resource, Throwable cause) {
    super(
        "Resource %s of seeder %s cannot be read: %s Nothing was written."
            .formatted(resource, seeder, cause.getMessage()),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
