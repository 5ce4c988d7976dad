package dev.tilth.track;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One deployment at a time.
 *
 * <ol>
 *   <li>A session advisory lock: it dies with its connection, so that nobody ever unlocks anything
 *       by hand.
 *   <li>Rivals poll, in auto-commit mode. One that waited inside {@code pg_advisory_lock} would
 *       hold a snapshot and stop CREATE INDEX CONCURRENTLY for ever.
 *   <li>The wait is bounded; who holds the lock is said at once and then every few seconds.
 * </ol>
 */
public final class RunLock {

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
  private static final int POLL_MILLIS = 100;
  private static final int POLL_JITTER_MILLIS = 150;
  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

  private static final String HOLDER =
      """
      SELECT a.pid, coalesce(a.application_name, ''), coalesce(a.client_addr::text, 'local'), \
      date_trunc('second', clock_timestamp() - a.backend_start)::text
      FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND l.classid::bigint = (?::bigint >> 32) & 4294967295
        AND l.objid::bigint = ?::bigint & 4294967295
      """;

  private final Connection connection;
  private final long key;

  RunLock(Connection connection, long key) {
    this.connection = connection;
    this.key = key;
  }

  /**
   * Takes the lock.
   *
   * @param wait how long at most; zero asks once
   * @throws RunLockBusyException if another deployment still holds it then
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void acquire(Duration wait, InstantSource clock)
      throws SQLException, InterruptedException {
    Instant start = clock.instant();
    Instant nextReport = start;
    while (!tryAcquire()) {
      Instant now = clock.instant();
      if (!now.isBefore(start.plus(wait))) {
        throw new RunLockBusyException(wait, holder());
      }
      if (!now.isBefore(nextReport)) {
        LOG.info(
            "Waiting for another deployment, {} of at most {} s: {}",
            Duration.between(start, now).toSeconds(),
            wait.toSeconds(),
            holder().orElse("it has just ended"));
        nextReport = now.plus(REPORT_EVERY);
      }
      Thread.sleep(POLL_MILLIS + ThreadLocalRandom.current().nextInt(POLL_JITTER_MILLIS));
    }
  }

  /**
   * Gives the lock back. A connection that was borrowed from a pool lives on; one that is lost has
   * given it back already.
   */
  public void release() {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_advisory_unlock(?)")) {
      statement.setLong(1, key);
      statement.execute();
    } catch (SQLException e) {
      LOG.debug("The connection of the run lock is lost, and the lock with it.", e);
    }
  }

  private boolean tryAcquire() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      statement.setLong(1, key);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private Optional<String> holder() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
      statement.setLong(1, key);
      statement.setLong(2, key);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                "backend %d, application '%s', from %s, connected for %s"
                    .formatted(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)))
            : Optional.empty();
      }
    }
  }
}
