package dev.tilth.migrate;

import java.io.Serial;

/** What came of an earlier attempt could not be found out; says of which script. */
final class SettlingFailure extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String script;

  SettlingFailure(String script, Exception cause) {
    super(cause);
    this.script = script;
  }

  String script() {
    return script;
  }
}
