package dev.tilth.testing.faults;

import dev.tilth.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Who is connected to a test's database, and waiting for that to change. */
public final class Sessions {

  private static final long PAUSE_MILLIS = 20;

  /** Those of clients, besides the one that asks. */
  private static final String OTHERS =
      """
      FROM pg_stat_activity a
      WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend'
      """;

  private static final String DESCRIBED =
      """
      SELECT format('pid %s, %s, %s, %s %s, %s', a.pid, a.application_name, a.state,
                    a.wait_event_type, a.wait_event, a.query)
      """;

  private static final String LOCKS =
      """
      SELECT format('pid %s holds %s %s %s', l.pid, l.locktype, l.mode, l.relation::regclass)
      FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      LEFT JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE d.datname = current_database() AND l.pid <> pg_backend_pid()
        AND coalesce(a.backend_type, '') NOT LIKE 'autovacuum%'
      """;

  private final TestDatabase database;

  private Sessions(TestDatabase database) {
    this.database = database;
  }

  public static Sessions of(TestDatabase database) {
    return new Sessions(database);
  }

  /** A line for each session, and one for each lock. */
  public List<String> now() {
    return database.column(DESCRIBED + OTHERS + " UNION ALL " + LOCKS);
  }

  /**
   * Waits until no client is connected, and no lock is held.
   *
   * @return how long that took
   */
  public Duration awaitNone(Duration limit) {
    return await("nobody to be connected", limit, () -> now().isEmpty());
  }

  /**
   * Waits until there is a session.
   *
   * @param condition in SQL, on {@code a}, a row of pg_stat_activity
   * @return the process id of one such session
   */
  public int awaitOne(String condition, Duration limit) {
    List<String> found = new ArrayList<>();
    await(
        "a session with " + condition,
        limit,
        () -> found.addAll(database.column("SELECT a.pid " + OTHERS + " AND (" + condition + ")")));
    return Integer.parseInt(found.getFirst());
  }

  /**
   * Waits until something holds.
   *
   * @param query gives one boolean
   * @return how long that took
   */
  public Duration await(String query, Duration limit) {
    return await(query, limit, () -> database.value(query).equals("t"));
  }

  /** Ends all other sessions of the database that meet a condition on {@code a}; says how many. */
  public int terminate(String condition) {
    return Integer.parseInt(
        database.value(
            "SELECT count(pg_terminate_backend(a.pid)) " + OTHERS + " AND (" + condition + ")"));
  }

  private Duration await(String what, Duration limit, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new WaitedInVainError(what, limit, now());
      }
      pause();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the server.", e);
    }
  }
}
