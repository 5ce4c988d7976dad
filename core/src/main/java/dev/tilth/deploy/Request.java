package dev.tilth.deploy;

import dev.tilth.plan.PlanHash;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.policy.Trigger;
import dev.tilth.track.Intent;
import java.util.Optional;

/**
 * What a run is asked to do.
 *
 * @param command the word for the ledger, such as {@code deploy}
 * @param selection the part of the content that it is about
 * @param environment what the caller says; empty: what the database says
 * @param trigger what set it off
 * @param consent what a person agreed to
 * @param seen the hash of the plan that somebody has looked at: nothing else is done
 */
public record Request(
    String command,
    Selection selection,
    Optional<String> environment,
    Trigger trigger,
    Consent consent,
    Optional<PlanHash> seen) {

  /** As the ledger tells it. */
  Intent intent() {
    return new Intent(command, selection.reason(), seen.map(PlanHash::text));
  }
}
