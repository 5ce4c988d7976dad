package dev.tilth.testing;

import java.nio.file.Path;
import java.time.Duration;

/** Another process works on the same server for longer than we wait. */
public final class DirectoryBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DirectoryBusyException(Path lock, Duration waited) {
    super(
        "Another process has held the lock %s for more than %d seconds. See what it does, or end it, and try again."
            .formatted(lock, waited.toSeconds()));
  }
}
