package dev.tilth.deploy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.Collection;

/** Scripts are to be applied outside a transaction, by a program that must not do that. */
public final class NonTransactionalRefusedException extends TilthException {

  private static final long serialVersionUID = 1L;

  /**
   * @param scripts their file names, at least one
   */
  NonTransactionalRefusedException(Collection<String> scripts) {
    super(
        ("Nothing was written: these migrations run outside a transaction, and this program may be"
                + " ended in their midst, which would leave them half done: %s. Apply them with"
                + " the container or the command line (tilth migrate), then run this again; or, if"
                + " they are known to be short, permit them here (in the request of a function:"
                + " \"non_transactional\": true).")
            .formatted(String.join(", ", scripts)));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
