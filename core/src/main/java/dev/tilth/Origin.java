package dev.tilth;

import dev.tilth.config.RunSettings;
import dev.tilth.track.RunOrigin;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Gathers who runs this, for the ledger. */
record Origin(String actor, String launcher, Optional<String> commit, Optional<String> image) {

  static final Origin UNKNOWN =
      new Origin(RunSettings.UNKNOWN_ACTOR, "library", Optional.empty(), Optional.empty());

  Origin of(RunSettings run) {
    return new Origin(run.actor(), launcher, run.commit(), run.image());
  }

  Origin launchedBy(String name) {
    return new Origin(actor, name, commit, image);
  }

  RunOrigin record() {
    return new RunOrigin(actor, host(), launcher, version(), commit, image);
  }

  /** From the jar's manifest; classes that are not in a jar are a developer's. */
  static String version() {
    return Optional.ofNullable(Origin.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
