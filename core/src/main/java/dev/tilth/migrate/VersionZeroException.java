package dev.tilth.migrate;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A script has the version that stands for what a database held before its first migration. */
public final class VersionZeroException extends TilthException {

  private static final long serialVersionUID = 1L;

  VersionZeroException(String script) {
    super(
        ("Migration %s has version 0. In this database, which holds objects but has no history of"
                + " migrations, that version stands for what is there already, so that the script"
                + " would be passed over. No migration was applied. Give it a higher version and"
                + " run again.")
            .formatted(script));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
