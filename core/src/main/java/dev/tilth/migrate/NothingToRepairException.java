package dev.tilth.migrate;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;

/** A person's word on an attempt that there is not, or that was another script's. */
public final class NothingToRepairException extends TilthException {

  private static final long serialVersionUID = 1L;

  private NothingToRepairException(String message) {
    super(message);
  }

  static NothingToRepairException noOpenAttempt(String script, List<String> open) {
    return new NothingToRepairException(
        ("The journal of this database has no attempt at %s with an open end; %s. Nothing was"
                + " written. Use the name of the script's file, as tilth status shows it.")
            .formatted(
                script,
                open.isEmpty()
                    ? "there is none at all"
                    : "there are those at " + String.join(", ", open)));
  }

  static NothingToRepairException otherContent(String script) {
    return new NothingToRepairException(
        ("Script %s is not in this build as it was when it was tried, so that it cannot be recorded"
                + " as applied. Nothing was written. Use the build that tried it; or undo what it"
                + " did and type: tilth repair --undone %s.")
            .formatted(script, script));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
