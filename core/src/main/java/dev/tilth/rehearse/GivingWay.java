package dev.tilth.rehearse;

import dev.tilth.database.Attendant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a rehearsal for which somebody else waits, from a thread of its own on the control
 * connection. A rehearsal keeps its locks to its end, and a CREATE INDEX CONCURRENTLY waits for the
 * end of any transaction: without this, a real run could wait for all of a long rehearsal.
 */
final class GivingWay implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(500);

  private static final String WAITING =
      """
      SELECT l.pid, coalesce(a.application_name, '')
      FROM pg_catalog.pg_locks l
      JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE NOT l.granted AND a.datname = pg_catalog.current_database()
        AND coalesce(a.backend_type, '') <> 'autovacuum worker'
        AND l.waitstart < pg_catalog.clock_timestamp() - ? * interval '1 millisecond'
        AND ? = ANY (pg_catalog.pg_blocking_pids(l.pid))
      LIMIT 1
      """;

  private final RehearsalSite site;
  private final int backend;
  private final Duration limit;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::look, "tilth-giving-way");

  /**
   * Begins at once.
   *
   * @param backend of the rehearsal
   * @param limit how long others may wait for it
   */
  GivingWay(RehearsalSite site, int backend, Duration limit) {
    this.site = site;
    this.backend = backend;
    this.limit = limit;
    thread.setDaemon(true);
    thread.start();
  }

  private void look() {
    try {
      Optional<GaveWayException> waiting = Optional.empty();
      while (waiting.isEmpty() && !closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        waiting = site.control().use(this::waiting);
      }
      waiting.ifPresent(site.stop()::fire);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      site.stop().fire(GaveWayException.blind(e));
    }
  }

  private Optional<GaveWayException> waiting(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
      statement.setLong(1, limit.toMillis());
      statement.setInt(2, backend);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(GaveWayException.to(row.getInt(1), row.getString(2), limit))
            : Optional.empty();
      }
    }
  }

  /** Returns when its thread has ended. */
  @Override
  public void close() {
    closed.countDown();
    Attendant.awaitEnd(thread);
  }
}
