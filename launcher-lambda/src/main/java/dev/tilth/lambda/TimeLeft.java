package dev.tilth.lambda;

import dev.tilth.database.SessionSettings;
import dev.tilth.deploy.Limits;
import java.time.Duration;

/**
 * What an invocation may take, from the time that Lambda leaves it. Lambda ends the process at the
 * deadline without a word (AWS Lambda Developer Guide, "Understanding the Lambda execution
 * environment lifecycle"), so that all has to be over before.
 *
 * <ol>
 *   <li>{@link #RESERVE_FOR_WAITING} before it, a wait for another deployment is given up, so that
 *       this is told where it was the reason.
 *   <li>{@link #RESERVE_FOR_STOPPING} before it, the run stops: what the step at work did is rolled
 *       back, the ledger is closed, the answer is written.
 *   <li>The server itself ends a statement that is still at work {@link #RESERVE_FOR_ANSWERING}
 *       before it, for the case that the function cannot.
 * </ol>
 *
 * @param remaining until the deadline
 */
record TimeLeft(Duration remaining) {

  static final Duration RESERVE_FOR_WAITING = Duration.ofSeconds(10);
  static final Duration RESERVE_FOR_STOPPING = Duration.ofSeconds(5);
  static final Duration RESERVE_FOR_ANSWERING = Duration.ofSeconds(2);

  /** What the server takes for a limit at least; zero would mean for ever. */
  private static final Duration SHORTEST_STATEMENT = Duration.ofMillis(1);

  /** How long to wait for other deployments. */
  Duration patience(Duration configured) {
    return earlier(configured, before(RESERVE_FOR_WAITING));
  }

  /** When to stop. */
  Limits limits(Limits configured) {
    Duration run = before(RESERVE_FOR_STOPPING);
    return new Limits(
        earlier(configured.run(), run),
        earlier(configured.nonTransactional(), atLeast(SHORTEST_STATEMENT, run)),
        configured.retries(),
        configured.parallel());
  }

  /** Of the server. */
  SessionSettings session(SessionSettings configured) {
    Duration statement = atLeast(SHORTEST_STATEMENT, before(RESERVE_FOR_ANSWERING));
    return configured
        .withStatementTimeout(bounded(configured.statementTimeout(), statement))
        .withLockTimeout(bounded(configured.lockTimeout(), statement));
  }

  private Duration before(Duration reserve) {
    return atLeast(Duration.ZERO, remaining.minus(reserve));
  }

  private static Duration bounded(Duration configured, Duration most) {
    return configured.isZero() ? most : earlier(configured, most);
  }

  private static Duration earlier(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration atLeast(Duration least, Duration given) {
    return given.compareTo(least) < 0 ? least : given;
  }
}
