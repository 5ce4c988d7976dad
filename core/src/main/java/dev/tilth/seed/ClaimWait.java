package dev.tilth.seed;

import dev.tilth.database.SessionSettings;
import dev.tilth.track.ClaimLimits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The limits of a transaction while it claims: a claim waits for a whole transaction of a rival,
 * not for one statement.
 */
final class ClaimWait {

  private static final Duration SHORTEST = Duration.ofMillis(1);

  /**
   * One claim may wait for several rivals in turn, each of which rolls back; it may also be slow.
   */
  private static final Duration BEYOND_ONE_LOCK = Duration.ofSeconds(10);

  private static final String ANNOUNCE = "SELECT pg_catalog.pg_try_advisory_xact_lock_shared(?)";

  private final SessionSettings session;

  ClaimWait(SessionSettings session) {
    this.session = session;
  }

  /** Whether no single statement of this session may wait for so long. */
  boolean isLongerThanAStatement(Duration wait) {
    Duration longest = session.statementTimeout();
    return !longest.isZero() && wait.compareTo(longest) > 0;
  }

  /** Lets a claim wait this long for locks, or as long as any statement may take. */
  ClaimLimits limits(Duration most) {
    Duration wait = isLongerThanAStatement(most) ? session.statementTimeout() : most;
    Duration lock = wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
    return new ClaimLimits(
        lock, lock.plus(BEYOND_ONE_LOCK), session.lockTimeout(), session.statementTimeout());
  }

  /**
   * Takes an advisory lock in shared mode for the transaction.
   *
   * @return false if that is refused; then the transaction must end
   */
  static boolean announce(long key, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ANNOUNCE)) {
      statement.setLong(1, key);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
