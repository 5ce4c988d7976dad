package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A data file whose name does not tell what it holds. */
final class UnknownFormatException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnknownFormatException(String file) {
    super(
        "The data file %s is of no known format. Its name must end with .csv, .jsonl, .csv.gz or .jsonl.gz."
            .formatted(file));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
