package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.Report;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.sql.SQLException;

/** What must be true of a database whatever was done to the deployments to it. */
final class Deployments {

  private Deployments() {}

  /** Runs the deployment undisturbed, once more, and compares. */
  static void assertNextLeaves(TestDatabase database, Image expected) throws SQLException {
    next(database, false);
    assertThat(Image.of(database).differences(expected)).isEmpty();
  }

  /**
   * Runs the deployment undisturbed, once more.
   *
   * @param done whether the disturbed one said that it had succeeded
   */
  static void next(TestDatabase database, boolean done) {
    Report next = Portal.tilth(database.url()).deploy().orThrow();
    if (done) {
      assertThat(next.outcome()).as("after a success").isEqualTo(Report.Outcome.NOTHING_TO_DO);
    }
    Sessions.of(database).awaitNone(Proof.LIMIT);
  }
}
