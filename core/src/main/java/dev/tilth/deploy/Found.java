package dev.tilth.deploy;

import dev.tilth.spi.TilthException;
import java.util.Optional;

/**
 * What a service that waits for its deployment has found.
 *
 * @param deployer who has the run lock, if that was asked for
 * @param failure why the database could not be asked
 */
record Found(Shortfall shortfall, Optional<String> deployer, Optional<TilthException> failure) {

  static Found failed(TilthException failure) {
    return new Found(
        Shortfall.of(String.valueOf(failure.getMessage())), Optional.empty(), Optional.of(failure));
  }
}
