package dev.tilth.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jooq.ConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection on which a run keeps its books and its lock, in auto-commit mode. Several threads
 * share it: one at a time, for one statement each, so that it is never idle in a transaction.
 */
public final class ControlConnection implements ConnectionProvider, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlConnection.class);

  /** A statement after the stop takes no longer, unless the server is silent. */
  private static final Duration SILENCE = Duration.ofSeconds(4);

  /** What comes between the stop and the last statement: launchers halt after 10 s. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(9);

  private static final Duration POLL = Duration.ofMillis(100);

  private final Connection connection;
  private final ReentrantLock turn = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<StopSignal.Registration> registration = Optional.empty();

  /** When the use at work began, as {@link System#nanoTime} counts; empty between two. */
  private volatile OptionalLong inUseSince = OptionalLong.empty();

  /** Of an open connection, which is closed with this. */
  public ControlConnection(Connection connection) {
    this.connection = connection;
  }

  /**
   * The same for a run. Once that is stopped, the connection is broken off where a statement is not
   * answered for 4 s, and 9 s after the stop in any case: what a run writes last waits until its
   * workers have ended, so that time counts for itself.
   */
  public static ControlConnection of(Connection connection, StopSignal stop) {
    ControlConnection control = new ControlConnection(connection);
    StopSignal.Registration registration = stop.onFire(control::breakOffSoon);
    control.registration = Optional.of(registration);
    return control;
  }

  private void breakOffSoon() {
    Thread thread = new Thread(this::awaitClose, "tilth-last-words");
    thread.setDaemon(true);
    thread.start();
  }

  private void awaitClose() {
    long stopped = System.nanoTime();
    try {
      while (!closed.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        if (isOver(stopped, System.nanoTime())) {
          breakOff();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOver(long stopped, long now) {
    long sinceStop = now - stopped;
    OptionalLong begun = inUseSince;
    long unanswered = begun.isPresent() ? Math.min(sinceStop, now - begun.getAsLong()) : 0;
    return sinceStop >= LAST_WORDS.toNanos() || unanswered >= SILENCE.toNanos();
  }

  /** Runs this when it is the calling thread's turn. */
  public <T> T use(Use<T> use) throws SQLException {
    try {
      return use.on(acquire());
    } finally {
      release(connection);
    }
  }

  @Override
  public Connection acquire() {
    turn.lock();
    inUseSince = OptionalLong.of(System.nanoTime());
    return connection;
  }

  @Override
  public void release(Connection released) {
    if (turn.getHoldCount() == 1) {
      inUseSince = OptionalLong.empty();
    }
    turn.unlock();
  }

  /** Ends the session, with every lock that it holds. */
  public void breakOff() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("A connection that is to be broken off is broken already.", e);
    }
  }

  /** What was done is done, whatever becomes of the connection when it is closed. */
  @Override
  public void close() {
    registration.ifPresent(StopSignal.Registration::close);
    closed.countDown();
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("A connection broke when it was closed; the server closes its side.", e);
    }
  }

  /** Something done with the connection. */
  public interface Use<T> {
    T on(Connection connection) throws SQLException;
  }
}
