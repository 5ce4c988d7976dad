package dev.tilth.rehearse;

import dev.tilth.database.SessionSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How long a rehearsal waits and works. It keeps every lock that it gets to its end, and whoever
 * queues behind a lock that it waits for is kept waiting too: therefore it gives up earlier than a
 * real run, which must get done.
 *
 * @param lock for one lock
 * @param statement for one statement
 */
public record RehearsalLimits(Duration lock, Duration statement) {

  /** Shorter than the wait of a real run, by default 5 s: of the two, the rehearsal gives way. */
  public static final Duration LONGEST_LOCK = Duration.ofSeconds(2);

  /**
   * Enough for reference data and most changes of a schema; nobody waits longer for one of them.
   */
  public static final Duration LONGEST_STATEMENT = Duration.ofSeconds(60);

  private static final String SET =
      """
      SELECT pg_catalog.set_config('lock_timeout', ?, true),
             pg_catalog.set_config('statement_timeout', ?, true)
      """;

  private static final String CAP =
      """
      SELECT pg_catalog.set_config(name, longest, true)
        FROM (VALUES ('lock_timeout', ?), ('statement_timeout', ?)) AS allowed (name, longest)
       WHERE pg_catalog.current_setting(name)::interval NOT BETWEEN '1 ms' AND longest::interval
      """;

  /** What is configured where that is shorter. */
  public static RehearsalLimits of(SessionSettings session) {
    return new RehearsalLimits(
        shorter(session.lockTimeout(), LONGEST_LOCK),
        shorter(session.statementTimeout(), LONGEST_STATEMENT));
  }

  private static Duration shorter(Duration configured, Duration longest) {
    boolean endless = configured.isZero();
    return endless || configured.compareTo(longest) > 0 ? longest : configured;
  }

  /** For the rest of the transaction. */
  void apply(Connection connection) throws SQLException {
    execute(SET, connection);
  }

  /** The same where the session waits for longer or, with 0, for ever; shorter limits stay. */
  void cap(Connection connection) throws SQLException {
    execute(CAP, connection);
  }

  private void execute(String sql, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, lock.toMillis() + "ms");
      statement.setString(2, this.statement.toMillis() + "ms");
      statement.execute();
    }
  }
}
