package dev.tilth.testing;

import java.util.List;

/** A test left connections open. */
public final class ConnectionLeakError extends AssertionError {

  private static final long serialVersionUID = 1L;

  ConnectionLeakError(List<String> connections) {
    super(
        "%d connection(s) to the test database are still open; close each in the test that opened it:%n%s"
            .formatted(connections.size(), String.join("\n", connections)));
  }
}
