package dev.tilth.deploy;

import dev.tilth.database.Attendant;
import dev.tilth.database.Blocker;
import dev.tilth.database.SqlStates;
import dev.tilth.track.LogContext;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks over a run at work, from a thread of its own on the control connection: who keeps the work
 * waiting for a lock, and, since that needs an answer, whether the connection is still there.
 */
final class Watch {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration SLOWEST = Duration.ofSeconds(1);
  private static final Duration FASTEST = Duration.ofMillis(50);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);
  private static final int LOOKS_PER_LOCK_TIMEOUT = 4;

  private final ActiveRun run;
  private final InstantSource clock;
  private final Duration interval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(LogContext.carried(this::look), "tilth-watch");
  private final Map<Integer, Blocker> blockers = new ConcurrentHashMap<>();
  private Instant answered;
  private Instant reported = Instant.MIN;

  /** Begins at once. */
  Watch(ActiveRun run, Duration lockTimeout, InstantSource clock) {
    this.run = run;
    this.clock = clock;
    this.interval = interval(lockTimeout);
    this.answered = clock.instant();
    thread.setDaemon(true);
    thread.start();
  }

  /** Often enough that what waits for its whole lock_timeout is seen waiting. */
  private static Duration interval(Duration lockTimeout) {
    Duration wanted = lockTimeout.dividedBy(LOOKS_PER_LOCK_TIMEOUT);
    if (lockTimeout.isZero() || wanted.compareTo(SLOWEST) > 0) {
      return SLOWEST;
    }
    return wanted.compareTo(FASTEST) < 0 ? FASTEST : wanted;
  }

  /** Who was last seen in the way of the work since the last call, where one thread does it. */
  Optional<Blocker> takeBlocker() {
    Optional<Blocker> seen = blockers.values().stream().findFirst();
    blockers.clear();
    return seen;
  }

  /** Who was last seen in the way of this server process since the last call. */
  Optional<Blocker> takeBlocker(int backend) {
    return Optional.ofNullable(blockers.remove(backend));
  }

  private void look() {
    try {
      boolean connected = true;
      while (connected && !closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        connected = isConnected();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isConnected() {
    try {
      lookOnce();
      return true;
    } catch (SQLException e) {
      boolean lost = SqlStates.isConnectionLoss(e);
      if (lost && run.lock().isPresent()) {
        run.stop().stopBeforeNextStep(new RunLockLostException(e));
      } else {
        LOG.debug("The watch over the run could not look.", e);
      }
      return !lost;
    }
  }

  private void lookOnce() throws SQLException {
    List<Integer> backends = run.workers().backends();
    if (!backends.isEmpty()) {
      seen(run.control().use(connection -> Blocker.of(backends, connection)));
      answered = clock.instant();
    } else if (Duration.between(answered, clock.instant()).compareTo(HEARTBEAT) >= 0) {
      run.control()
          .use(connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute("SELECT 1");
            }
          });
      answered = clock.instant();
    }
  }

  private void seen(Map<Integer, Blocker> now) {
    blockers.putAll(now);
    Instant time = clock.instant();
    if (!now.isEmpty() && Duration.between(reported, time).compareTo(REPORT_EVERY) >= 0) {
      Set.copyOf(now.values())
          .forEach(one -> LOG.info("Waiting for a lock that another session holds: {}", one));
      reported = time;
    }
  }

  /** Returns when its thread has ended. */
  void end() {
    closed.countDown();
    Attendant.awaitEnd(thread);
  }
}
