package dev.tilth.cli;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.io.IOException;
import java.nio.file.Path;

/** The Markdown report could not be written; what was deployed stays. */
final class ReportNotWrittenException extends TilthException {

  private static final long serialVersionUID = 1L;

  ReportNotWrittenException(Path file, IOException cause) {
    super(
        ("The report could not be written to %s (%s). What the run did to the database stays; run"
                + " 'tilth history' to see it.")
            .formatted(file, cause.getClass().getSimpleName()),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
