package dev.tilth.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.core.BaseConnection;

/**
 * Undoes what seeders have done in a session of this run's own, in one message.
 *
 * <ol>
 *   <li>On the server, what {@code DISCARD ALL} undoes (PostgreSQL manual): role, settings,
 *       cursors, {@code LISTEN}, everything temporary, the last values of sequences, advisory
 *       locks. And the sequence of {@code random()}, which {@code setseed} fixes.
 *   <li>The run's own lock is taken again in the same message.
 *   <li>The server's counts of rows are reported, so that the next transaction begins at zero;
 *       before PostgreSQL 15 it does not do that when it is told to.
 *   <li>In the driver: warnings and notifications that nobody has fetched. A seeder that did more
 *       to it than running statements is none whose session comes here.
 *   <li>The statements that the driver has prepared stay: {@link Residue} sees to it that none is a
 *       seeder's.
 *   <li>What cannot be undone is seen as far as possible, and ends the session: {@link Residue}.
 * </ol>
 */
final class Tidying {

  /** The first version that reports its counts when it is told to. */
  private static final int REPORTS_WHEN_TOLD = 15;

  private static final String REPORT = ", pg_catalog.pg_stat_force_next_flush()";

  private static final int NEXT = SessionVariables.PARAMETERS + 1;

  private final SessionVariables variables;
  private final SharedLock lock;

  /**
   * @param variables what the session has afterwards
   */
  Tidying(SessionVariables variables, SharedLock lock) {
    this.variables = variables;
    this.lock = lock;
  }

  /**
   * Puts the session of a connection in auto-commit mode in order.
   *
   * @throws SQLException if it cannot be used again
   */
  void tidy(WorkerConnection worker) throws SQLException {
    boolean reports = worker.getMetaData().getDatabaseMajorVersion() >= REPORTS_WHEN_TOLD;
    try (PreparedStatement statement =
        worker.prepareStatement(sql(worker.ranForeignSql(), reports))) {
      variables.bindReset(statement);
      statement.setBoolean(NEXT, lock.key().isPresent());
      statement.setLong(NEXT + 1, lock.key().orElse(0));
      statement.setDouble(NEXT + 2, ThreadLocalRandom.current().nextDouble(-1, 1));
      statement.execute();
      check(answer(statement));
    }
    worker.clearWarnings();
    var unused = worker.unwrap(BaseConnection.class).getQueryExecutor().getNotifications();
    worker.tidied(reports);
  }

  private static String sql(boolean foreign, boolean reports) {
    String lock =
        """
        SELECT CASE WHEN ? THEN pg_catalog.pg_try_advisory_lock_shared(?) ELSE true END,
               pg_catalog.setseed(?), %s%s
        """
            .formatted(foreign ? Residue.NONE : Residue.NO_PREPARE, reports ? REPORT : "");
    return Stream.of(
            SessionVariables.RESET,
            OwnSql.marked("SELECT pg_catalog.pg_advisory_unlock_all()"),
            OwnSql.marked(lock))
        .collect(Collectors.joining(";\n"));
  }

  private static void check(ResultSet row) throws SQLException {
    row.next();
    if (!row.getBoolean(1)) {
      throw new SupersededRunException();
    }
    if (!row.getBoolean(3)) {
      throw new SQLException("A session may have what cannot be undone.");
    }
  }

  /** The results come in the order of the statements. */
  private static ResultSet answer(PreparedStatement statement) throws SQLException {
    int rowsToCome = 2; // of the settings, and of the locks that were given up
    while (true) {
      if (statement.getResultSet() != null && rowsToCome-- == 0) {
        return statement.getResultSet();
      }
      boolean rows = statement.getMoreResults();
      if (!rows && statement.getUpdateCount() == -1) {
        throw new SQLException("The answer of a session that was put in order is missing.");
      }
    }
  }
}
