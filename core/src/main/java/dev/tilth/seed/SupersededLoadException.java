package dev.tilth.seed;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** While a seeder was written in chunks, another run began it anew with other content. */
public final class SupersededLoadException extends TilthException {

  private static final long serialVersionUID = 1L;

  SupersededLoadException(String seeder, ChunkShare share) {
    super(
        ("Another run has begun seeder %s anew with other content, after this run had written %d"
                + " of %d chunks of its own. Those stay as far as the other content does not"
                + " replace them. Run again: the plan is then made on what is there now.")
            .formatted(seeder, share.written(), share.count()));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
