package dev.tilth.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A session that another one waits for (PostgreSQL manual, {@code pg_blocking_pids}). What belongs
 * to other users is empty without the role {@code pg_read_all_stats}.
 *
 * @param transactionAge such as {@code 00:01:07}
 * @param query the beginning of its last statement, without values
 */
public record Blocker(
    int pid,
    String user,
    String application,
    Optional<String> state,
    Optional<String> transactionAge,
    Optional<String> query) {

  private static final int QUERY_LENGTH = 60;
  private static final int WAITING = 7;

  private static final String SESSION =
      """
      SELECT DISTINCT a.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''), a.state,
             date_trunc('second', clock_timestamp() - a.xact_start)::text,
             CASE WHEN a.state IS NOT NULL THEN a.query END%s
      """;

  private static final String EXCLUSIVE =
      SESSION.formatted("")
          + """
            FROM pg_locks l
            JOIN pg_stat_activity a ON a.pid = l.pid AND a.pid <> pg_backend_pid()
            JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
           WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.granted
           ORDER BY a.pid
          """;

  private static final String OF =
      SESSION.formatted(", w.pid")
          + """
            FROM unnest(?) AS w (pid)
           CROSS JOIN unnest(pg_blocking_pids(w.pid)) AS b (pid)
            JOIN pg_stat_activity a ON a.pid = b.pid
           WHERE b.pid <> ALL (?)
           ORDER BY a.pid
          """;

  /**
   * Who else keeps these server processes waiting for a lock now, by the process that waits; one of
   * them, where there are several. That they wait for each other now and then, such as to extend a
   * table, is nobody's doing.
   */
  public static Map<Integer, Blocker> of(List<Integer> backends, Connection connection)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OF)) {
      Array these = connection.createArrayOf("integer", backends.toArray());
      statement.setArray(1, these);
      statement.setArray(2, these);
      try (ResultSet rows = statement.executeQuery()) {
        Map<Integer, Blocker> blockers = new LinkedHashMap<>();
        while (rows.next()) {
          blockers.putIfAbsent(rows.getInt(WAITING), read(rows));
        }
        return blockers;
      }
    }
  }

  private static Blocker read(ResultSet row) throws SQLException {
    return new Blocker(
        row.getInt(1),
        row.getString(2),
        row.getString(3),
        Optional.ofNullable(row.getString(4)),
        Optional.ofNullable(row.getString(5)),
        Optional.ofNullable(row.getString(6))
            .map(query -> Literals.beginning(query, QUERY_LENGTH)));
  }

  /** Who else has a table of this database for itself now, so that nobody can read it. */
  public static List<Blocker> exclusive(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXCLUSIVE);
        ResultSet rows = statement.executeQuery()) {
      List<Blocker> blockers = new ArrayList<>();
      while (rows.next()) {
        blockers.add(read(rows));
      }
      return blockers;
    }
  }

  /** For people. */
  @Override
  public String toString() {
    return "backend %d of user '%s', application '%s', %s"
        .formatted(
            pid,
            user,
            application,
            state.map(this::detail).orElse("of which members of pg_read_all_stats are shown more"));
  }

  private String detail(String now) {
    return now
        + transactionAge.map(", in a transaction for %s"::formatted).orElse("")
        + query.map(", last statement: %s"::formatted).orElse("");
  }
}
