package dev.tilth.deploy;

import dev.tilth.plan.DatabaseState;
import dev.tilth.plan.Plan;
import dev.tilth.spi.TilthException;
import dev.tilth.track.RunRecord;
import java.util.Optional;

/**
 * How a database stands to this build.
 *
 * @param database its address without the password
 * @param environment which environment a run would be for
 * @param state what the database says of itself
 * @param plan what a deployment would do; empty where there can be no plan
 * @param obstacle why there can be no plan
 * @param lastRun the newest entry of the ledger
 */
public record Status(
    String database,
    String environment,
    DatabaseState state,
    Optional<Plan> plan,
    Optional<TilthException> obstacle,
    Optional<RunRecord> lastRun) {

  /**
   * Whether a deployment would write nothing. Seeders that the policy holds back do not count:
   * otherwise prod would be behind for ever.
   */
  public boolean isUpToDate() {
    return plan.filter(Plan::isEmpty).isPresent();
  }
}
