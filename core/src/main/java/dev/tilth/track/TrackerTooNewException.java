package dev.tilth.track;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** The tracker was upgraded by a newer Tilth in a way that this one does not understand. */
public final class TrackerTooNewException extends TilthException {

  private static final long serialVersionUID = 1L;

  TrackerTooNewException(int version, int minReader) {
    super(
        ("The tracker in this database has version %d and may only be used by programs that know"
                + " version %d; this one knows %d. Nothing was written. Use the newer Tilth.")
            .formatted(version, minReader, TrackerVersion.CURRENT));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DECISION_NEEDED;
  }
}
