package dev.tilth.seed;

import dev.tilth.database.SessionSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The limits of a transaction while it claims: a claim waits for a whole transaction of a rival,
 * not for one statement. One statement before the claim, one after it, both for the transaction
 * only, so that they mean the same through a pooler.
 */
final class ClaimWait {

  private static final Duration SHORTEST = Duration.ofMillis(1);

  /**
   * One claim may wait for several rivals in turn, each of which rolls back; it may also be slow.
   */
  private static final Duration BEYOND_ONE_LOCK = Duration.ofSeconds(10);

  private static final String SET =
      """
      SELECT pg_catalog.set_config('lock_timeout', ?, true),
             pg_catalog.set_config('statement_timeout', ?, true), %s
      """;

  private static final String ALONE = SET.formatted("true");
  private static final String ANNOUNCED =
      SET.formatted("pg_catalog.pg_try_advisory_xact_lock_shared(?)");

  private final Connection connection;
  private final SessionSettings session;

  ClaimWait(Connection connection, SessionSettings session) {
    this.connection = connection;
    this.session = session;
  }

  /** Whether no single statement of this session may wait for so long. */
  boolean isLongerThanAStatement(Duration wait) {
    Duration longest = session.statementTimeout();
    return !longest.isZero() && wait.compareTo(longest) > 0;
  }

  /**
   * Lets the next statement wait this long for locks, or as long as any statement may take.
   *
   * @param announcement the key of an advisory lock to take in shared mode
   * @return false if that is refused; then the transaction must end
   */
  boolean begin(Duration limit, OptionalLong announcement) throws SQLException {
    Duration wait = isLongerThanAStatement(limit) ? session.statementTimeout() : limit;
    Duration lock = wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
    String sql = announcement.isPresent() ? ANNOUNCED : ALONE;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, lock, lock.plus(BEYOND_ONE_LOCK));
      if (announcement.isPresent()) {
        statement.setLong(3, announcement.getAsLong());
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(3);
      }
    }
  }

  /** Puts the session's own limits back. */
  void end() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ALONE)) {
      set(statement, session.lockTimeout(), session.statementTimeout());
      statement.execute();
    }
  }

  private static void set(PreparedStatement statement, Duration lock, Duration whole)
      throws SQLException {
    statement.setString(1, lock.toMillis() + "ms");
    statement.setString(2, whole.toMillis() + "ms");
  }
}
