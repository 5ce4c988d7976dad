package dev.tilth.seed;

import dev.tilth.database.PoolUnavailableException;
import dev.tilth.database.ServerMessage;
import dev.tilth.database.SqlStates;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Why an attempt failed that may be tried again.
 *
 * @param reason what was observed, as a sentence without values
 * @param advice what to do if it does not pass
 * @param losesConnection whether the server process may outlive the attempt for a moment
 */
record PassingFailure(FailureKind kind, String reason, String advice, boolean losesConnection) {

  private static final String RECONNECT =
      "See why connections to the database break, and run again when it is stable.";

  /** Of a connection that could not be opened, if it may be possible later. */
  static Optional<PassingFailure> ofOpening(Throwable failure) {
    return failure instanceof TilthException known
            && known.kind() == FailureKind.DATABASE_UNREACHABLE
        ? Optional.of(
            new PassingFailure(known.kind(), String.valueOf(known.getMessage()), RECONNECT, true))
        : Optional.empty();
  }

  /** Whether there are as many connections already as the server or the pool can give. */
  static boolean isOfTooManyConnections(Throwable failure) {
    return failure instanceof PoolUnavailableException
        || SqlStates.find(
                failure, cause -> SqlStates.of(cause).equals(SqlStates.TOO_MANY_CONNECTIONS))
            .isPresent();
  }

  /**
   * Of a transaction, if the same one may succeed later. Authors wrap what the driver threw, and a
   * seeder that caught it meets 25P02 at its next statement, whose cause is the first failure:
   * therefore anywhere in the chain of causes.
   *
   * @param inTheWay who held the lock that was waited for in vain
   */
  static Optional<PassingFailure> ofTransaction(Throwable failure, Optional<String> inTheWay) {
    return SqlStates.find(failure, SqlStates::isTransient).map(cause -> of(cause, inTheWay));
  }

  /** Of a pooler that lost its server: it says so by a violation of the protocol. */
  static Optional<PassingFailure> ofPooler(Throwable failure) {
    return SqlStates.find(
            failure, cause -> SqlStates.of(cause).equals(SqlStates.PROTOCOL_VIOLATION))
        .map(cause ->
            new PassingFailure(
                FailureKind.DATABASE_UNREACHABLE, ServerMessage.of(cause), RECONNECT, true));
  }

  /** Of a commit that was not answered. */
  static PassingFailure ofCommit(Throwable failure) {
    String observed =
        SqlStates.find(failure, any -> true)
            .map(ServerMessage::of)
            .orElse(failure.getClass().getSimpleName() + ".");
    return new PassingFailure(
        FailureKind.DATABASE_UNREACHABLE,
        "The connection was lost while the commit was on its way: " + observed,
        RECONNECT,
        true);
  }

  private static PassingFailure of(SQLException cause, Optional<String> inTheWay) {
    String reason = ServerMessage.of(cause);
    if (SqlStates.isConnectionLoss(cause)
        || SqlStates.of(cause).equals(SqlStates.TOO_MANY_CONNECTIONS)) {
      return new PassingFailure(FailureKind.DATABASE_UNREACHABLE, reason, RECONNECT, true);
    }
    return SqlStates.of(cause).equals(SqlStates.LOCK_NOT_AVAILABLE)
        ? new PassingFailure(
            FailureKind.FAILED,
            reason + inTheWay.map(" In the way: %s."::formatted).orElse(""),
            "Run again when nobody holds the lock, or raise tilth.database.lock-timeout.",
            false)
        : new PassingFailure(
            FailureKind.FAILED,
            reason,
            "Find out who else writes the same rows at the same time, and run again.",
            false);
  }
}
