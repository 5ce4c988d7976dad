package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A mirror would delete more rows than its author declared: refused like what a policy forbids. */
final class TooManyDeletionsException extends TilthException {

  private static final long serialVersionUID = 1L;

  TooManyDeletionsException(Layout layout, long rows, long most) {
    super(
        "The mirror of table %s would delete %d %s, but may delete %d at most; nothing is deleted. Put them back into %s or, if all of them are to go, declare mostDeleted(%d)."
            .formatted(
                layout.table().name(),
                rows,
                rows == 1 ? "row" : "rows",
                most,
                layout.file(),
                rows));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
