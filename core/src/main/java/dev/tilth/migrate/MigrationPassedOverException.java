package dev.tilth.migrate;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Flyway ended well and had not applied a script that was pending. */
public final class MigrationPassedOverException extends TilthException {

  private static final long serialVersionUID = 1L;

  MigrationPassedOverException(String script) {
    super(
        ("Migration %s is pending, but Flyway passed over it and recorded nothing: either somebody"
                + " else changed the history while this run was at work, or the script's version is"
                + " not above that of the history's baseline. What was applied stays. See what the"
                + " history has of that version, and run again.")
            .formatted(script));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
