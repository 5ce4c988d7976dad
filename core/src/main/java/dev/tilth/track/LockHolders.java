package dev.tilth.track;

import dev.tilth.database.ControlConnection;
import dev.tilth.database.SqlStates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Says who holds an advisory lock, from the server's list of locks and sessions and the ledger. */
final class LockHolders {

  /** The two halves of a key of 64 bits are shown apart (PostgreSQL manual, pg_locks). */
  private static final String SESSION =
      """
      SELECT l.pid, coalesce(a.application_name, ''), coalesce(a.client_addr::text, 'local'),
             coalesce(date_trunc('second', a.backend_start AT TIME ZONE 'UTC')::text, 'unknown'),
             %s
        FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid %s
       WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
         AND l.pid <> pg_backend_pid()
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND l.classid::bigint = (?::bigint >> 32) & 4294967295
         AND l.objid::bigint = ?::bigint & 4294967295
       ORDER BY l.mode
       LIMIT 1
      """;

  /** Every claim takes such a lock on the table of claims, and the winner keeps it. */
  private static final String CLAIMANT =
      """
      SELECT a.pid, coalesce(a.application_name, ''), coalesce(a.client_addr::text, 'local'),
             coalesce(date_trunc('second', a.backend_start AT TIME ZONE 'UTC')::text, 'unknown'),
             NULL
        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
       WHERE l.relation = to_regclass(?) AND l.mode <> 'AccessShareLock' AND l.granted
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       ORDER BY a.xact_start
       LIMIT 1
      """;

  private static final String RUN_COLUMNS =
      "r.run_id::text, r.command, r.environment, r.host, r.actor";
  private static final String NO_RUN_COLUMNS = "NULL, NULL, NULL, NULL, NULL";

  private final ControlConnection control;
  private final String schema;

  LockHolders(ControlConnection control, String schema) {
    this.control = control;
    this.schema = schema;
  }

  Optional<String> of(AdvisoryLock lock) throws SQLException {
    return control.use(connection -> {
      try {
        return read(connection, SESSION.formatted(RUN_COLUMNS, run()), lock.key());
      } catch (SQLException e) {
        if (!SqlStates.isUndefined(e)
            && !SqlStates.INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
          throw e;
        }
        // The first deployment of all has not made the ledger yet, or this user may not read it.
        return read(connection, SESSION.formatted(NO_RUN_COLUMNS, ""), lock.key());
      }
    });
  }

  private String run() {
    return """
    LEFT JOIN LATERAL (
      SELECT * FROM "%s".run
       WHERE backend_pid = l.pid AND outcome = 'running'
       ORDER BY started_at DESC LIMIT 1) r ON true
    """
        .formatted(schema);
  }

  /** The session whose transaction has claimed a seeder for the longest time. */
  Optional<String> claimant() throws SQLException {
    return control.use(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(CLAIMANT)) {
        statement.setString(1, "\"%s\".seed".formatted(schema));
        return described(statement);
      }
    });
  }

  private static Optional<String> read(Connection connection, String sql, long key)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, key);
      statement.setLong(2, key);
      return described(statement);
    }
  }

  private static Optional<String> described(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(describe(row)) : Optional.empty();
    }
  }

  private static String describe(ResultSet row) throws SQLException {
    String session =
        "backend %d, application '%s', from %s, connected since %s UTC"
            .formatted(row.getInt(1), row.getString(2), row.getString(3), row.getString(4));
    String run = row.getString(5);
    return run == null
        ? session
        : "run %s, %s to environment %s on host %s by %s; %s"
            .formatted(
                run,
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                session);
  }
}
