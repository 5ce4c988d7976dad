package dev.tilth.testing.faults;

import java.time.Duration;
import java.util.List;

/** What a test waits for did not come about. */
public final class WaitedInVainError extends AssertionError {

  private static final long serialVersionUID = 1L;

  WaitedInVainError(String what, Duration limit, List<String> sessions) {
    super(
        "Waited %s in vain for %s. The sessions of the database are:%n%s"
            .formatted(limit, what, String.join("\n", sessions)));
  }
}
