package dev.tilth.config;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A seeder read a setting that has another shape than it needs. */
public final class WrongSeederSettingException extends TilthException {

  private static final long serialVersionUID = 1L;

  WrongSeederSettingException(String path, String expectation) {
    super(
        "The setting %s must be %s, and is something else. Correct it in the configuration."
            .formatted(path, expectation));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
