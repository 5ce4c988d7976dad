package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A header that stands for something a file cannot give. */
final class UnusableColumnException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnusableColumnException(String file, String header, String reason, String advice) {
    super("%s: the header '%s' %s. %s".formatted(file, header, reason, advice));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
