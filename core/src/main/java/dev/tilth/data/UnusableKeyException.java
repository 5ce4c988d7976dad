package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** No single unique constraint tells how the file's rows are identified. */
final class UnusableKeyException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnusableKeyException(String file, TableName table, String reason, String advice) {
    super(
        "The rows of %s cannot be identified in table %s: %s. %s"
            .formatted(file, table, reason, advice));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
