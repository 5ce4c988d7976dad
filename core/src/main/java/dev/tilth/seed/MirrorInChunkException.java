package dev.tilth.seed;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A chunk wanted to delete what its part of the source does not have. */
public final class MirrorInChunkException extends TilthException {

  private static final long serialVersionUID = 1L;

  MirrorInChunkException(String seeder, String table) {
    super(
        ("A chunk of seeder %s mirrors table %s, which would delete the rows of the other chunks."
                + " Use MERGE or INSERT_MISSING there, or a seeder that is not in chunks.")
            .formatted(seeder, table));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
