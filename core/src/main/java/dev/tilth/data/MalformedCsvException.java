package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A data file that is not what RFC 4180 and its own header say. */
final class MalformedCsvException extends TilthException {

  private static final long serialVersionUID = 1L;

  MalformedCsvException(String file, long line, String reason, String advice) {
    super("%s:%d: %s. %s".formatted(file, line, reason, advice));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
