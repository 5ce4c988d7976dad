package dev.tilth.track;

import dev.tilth.database.ControlConnection;
import dev.tilth.database.StopSignal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One deployment at a time.
 *
 * <ol>
 *   <li>A session advisory lock on the control connection: it dies with its connection, so that
 *       nobody ever unlocks anything by hand. That connection is never idle in a transaction.
 *   <li>Rivals poll, in auto-commit mode. One that waited inside {@code pg_advisory_lock} would
 *       hold a snapshot and stop CREATE INDEX CONCURRENTLY for ever, unseen by the server.
 *   <li>The lock alone is no fence: a process that was killed gives it back while its other server
 *       process is still at work. Every working connection therefore holds a second lock in shared
 *       mode ({@link #workerKey}); whoever has the first takes the second exclusively for a moment,
 *       and knows then that nobody is at work any more.
 *   <li>Each wait is bounded; who is waited for is said at once and then every few seconds.
 *   <li>A seeder that runs without the run lock holds a third lock in shared mode during its
 *       transaction ({@link #locklessKey}), which {@link #withoutLockless} keeps off.
 * </ol>
 */
public final class RunLock {

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
  private static final int POLL_MILLIS = 100;
  private static final int POLL_JITTER_MILLIS = 150;
  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

  private static final String WORKER = "a server process that works for a run which has ended";
  private static final String LONGER =
      " Run again when that has ended, or wait longer with --lock-wait.";
  private static final String STAYS = "What was committed before stays.";

  /**
   * The least wait for a server process to notice that its client is gone: the keepalives of a
   * vanished host take 11 s ({@link dev.tilth.database.Connections}).
   */
  public static final Duration GRACE = Duration.ofSeconds(15);

  private final AdvisoryLock run;
  private final AdvisoryLock workers;
  private final AdvisoryLock lockless;
  private final LockHolders holders;
  private final StopSignal stop;
  private final InstantSource clock;

  RunLock(ControlConnection control, String schema, StopSignal stop, InstantSource clock) {
    this.run = new AdvisoryLock(control, LockKey.of("run", schema));
    this.workers = new AdvisoryLock(control, workerKey(schema));
    this.lockless = new AdvisoryLock(control, locklessKey(schema));
    this.holders = new LockHolders(control, schema);
    this.stop = stop;
    this.clock = clock;
  }

  /** The key of the lock that every working connection holds in shared session mode. */
  public static long workerKey(String schema) {
    return LockKey.of("worker", schema);
  }

  /** The key of the lock that a transaction without the run lock holds in shared mode. */
  public static long locklessKey(String schema) {
    return LockKey.of("lockless", schema);
  }

  /**
   * Takes the lock, and waits until nobody of an earlier run is at work.
   *
   * @param wait how long at most; zero asks once
   * @throws RunLockBusyException if somebody is still there then
   * @throws dev.tilth.spi.TilthException the reason, if this run is stopped
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public void acquire(Duration wait) throws SQLException, InterruptedException {
    Instant start = clock.instant();
    poll(run, wait, "another deployment", "It did not begin." + LONGER);
    try {
      Duration left = wait.minus(Duration.between(start, clock.instant()));
      poll(workers, atLeastGrace(left), WORKER, STAYS + LONGER);
      workers.releaseOrBreakOff();
    } catch (SQLException | RuntimeException | InterruptedException e) {
      release();
      throw e;
    }
  }

  /**
   * Waits until no server process works for this or an earlier run: its transaction has ended then,
   * one way or the other. The caller has the lock and no working connection. It waits for {@link
   * #GRACE} at most.
   */
  public void awaitWorkersGone() throws SQLException, InterruptedException {
    poll(
        workers,
        GRACE,
        WORKER,
        STAYS
            + " Run again when that has ended; SELECT pg_terminate_backend(...) with its number"
            + " ends it.");
    workers.releaseOrBreakOff();
  }

  /**
   * Waits for the same, also in a run that is stopped.
   *
   * @return whether it came in this time
   */
  public boolean seesWorkersGone(Duration wait) throws SQLException {
    Instant end = clock.instant().plus(wait);
    boolean interrupted = false;
    try {
      while (!workers.tryAcquire()) {
        if (!clock.instant().isBefore(end)) {
          return false;
        }
        try {
          Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      workers.releaseOrBreakOff();
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Duration atLeastGrace(Duration wait) {
    return wait.compareTo(GRACE) < 0 ? GRACE : wait;
  }

  /**
   * Keeps seeders without the run lock off until closed: each of them would hold a snapshot.
   *
   * @param wait how long to wait for those at work; what is below {@link #GRACE} is raised to that
   */
  public Hold withoutLockless(Duration wait) throws SQLException, InterruptedException {
    poll(lockless, atLeastGrace(wait), "a seeder that runs without the run lock", STAYS + LONGER);
    return lockless::releaseOrBreakOff;
  }

  /**
   * Gives the lock back. A connection that was borrowed from a pool lives on; one that is lost has
   * given it back already.
   */
  public void release() {
    run.releaseOrBreakOff();
  }

  private void poll(AdvisoryLock lock, Duration wait, String whom, String advice)
      throws SQLException, InterruptedException {
    Instant start = clock.instant();
    Instant nextReport = start;
    while (!lock.tryAcquire()) {
      Duration waited = Duration.between(start, clock.instant());
      if (waited.compareTo(wait) >= 0) {
        throw new RunLockBusyException(whom, waited, holders.of(lock), advice);
      }
      if (!start.plus(waited).isBefore(nextReport)) {
        LOG.info(
            "Waiting for {}, {} of at most {} s: {}",
            whom,
            waited.toSeconds(),
            wait.toSeconds(),
            holders.of(lock).orElse("it has just ended"));
        nextReport = start.plus(waited).plus(REPORT_EVERY);
      }
      stop.sleep(
          Duration.ofMillis(POLL_MILLIS + ThreadLocalRandom.current().nextInt(POLL_JITTER_MILLIS)));
    }
  }

  /** Ends with {@link #close}. */
  public interface Hold extends AutoCloseable {
    @Override
    void close() throws SQLException;
  }
}
