package dev.tilth.database;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Another run holds the database: this one has lost its lock without having noticed yet. */
public final class SupersededRunException extends TilthException {

  private static final long serialVersionUID = 1L;

  SupersededRunException() {
    super(
        "Another run has taken over this database, because the connection that held this one's run"
            + " lock was lost. What was committed stays. Run again when the other one has ended.");
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
