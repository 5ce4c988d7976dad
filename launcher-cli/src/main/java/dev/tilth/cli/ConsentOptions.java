package dev.tilth.cli;

import dev.tilth.policy.Identity.Consent;
import picocli.CommandLine.Option;

/** What only a person may agree to. */
final class ConsentOptions {

  @Option(
      names = "--claim-database",
      description = "This database is to become the protected environment named by --env.")
  private boolean claim;

  Consent consent() {
    return consent(false);
  }

  Consent consent(boolean existing) {
    return new Consent(claim, existing);
  }
}
