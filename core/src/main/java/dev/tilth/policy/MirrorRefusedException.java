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
    String otherwise =
        "put the rows back into the source, or load the table with mode MERGE (in a .conf: mode ="
            + " merge).";
    return policy.mirrorDeletes() == Permission.PLAN_HASH
        ? "Look at the rows with tilth plan --rows, then run with --plan and the hash that the plan"
            + " has. (Rows that a plan cannot know yet, since migrations or other seeders come"
            + " first, are in the plan that is made after those.) Otherwise "
            + otherwise
        : Character.toUpperCase(otherwise.charAt(0)) + otherwise.substring(1);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
