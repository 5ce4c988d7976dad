package dev.tilth.cli;

import dev.tilth.spi.TilthException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A failure as a log line. */
final class ErrorLine {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorLine.class);

  private ErrorLine() {}

  static void log(TilthException failure, boolean verbose) {
    LOG.atError()
        .addKeyValue("event", "error")
        .addKeyValue("kind", failure.kind().name().toLowerCase(Locale.ROOT))
        .addKeyValue("exit_code", failure.exitCode())
        .setCause(verbose ? failure : null)
        .log(String.valueOf(failure.getMessage()));
  }
}
