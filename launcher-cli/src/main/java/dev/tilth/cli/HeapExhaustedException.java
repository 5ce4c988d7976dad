package dev.tilth.cli;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** What is at work needs more memory than Java may take. */
final class HeapExhaustedException extends TilthException {

  private static final long serialVersionUID = 1L;

  HeapExhaustedException(OutOfMemoryError cause) {
    super(
        "The memory that Java may take, %d MiB, is used up; what was not committed is rolled back. Give the"
                .formatted(Runtime.getRuntime().maxMemory() >> 20)
            + " container or the machine more, or Java a larger part of it, such as -Xmx1g in"
            + " JDK_JAVA_OPTIONS (image) or TILTH_JAVA_OPTS (start script), and run again.",
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
