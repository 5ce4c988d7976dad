package dev.tilth.policy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A mirror would delete rows, which this environment does not permit, or not unseen. */
public final class MirrorRefusedException extends TilthException {

  private static final long serialVersionUID = 1L;

  MirrorRefusedException(EnvironmentPolicy policy, String table, long rows) {
    super(
        "The mirror of table %s would delete %d %s, which is refused: the policy of environment %s says mirror-deletes = %s. %s"
            .formatted(
                table,
                rows,
                rows == 1 ? "row" : "rows",
                policy.name(),
                policy.mirrorDeletes().word(),
                advice(policy)));
  }

  private static String advice(EnvironmentPolicy policy) {
    String otherwise = "Put the rows back into the source, or load the table with mode MERGE.";
    return policy.mirrorDeletes() == Permission.PLAN_HASH
        ? "It would need the hash of a reviewed plan, which this release does not take yet. "
            + otherwise
        : otherwise;
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
