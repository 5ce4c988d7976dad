package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A data file whose bytes could not be read. */
final class UnreadableFileException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnreadableFileException(String file, @Nullable IOException cause) {
    super(
        "The data file %s could not be read: %s. Check that it exists and is readable."
            .formatted(file, cause),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
