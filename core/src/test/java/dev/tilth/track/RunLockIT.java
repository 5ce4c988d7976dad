package dev.tilth.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tilth.database.Connections;
import dev.tilth.database.ControlConnection;
import dev.tilth.database.DatabaseAddress;
import dev.tilth.database.SessionSettings;
import dev.tilth.database.StopSignal;
import dev.tilth.database.WorkingConnections;
import dev.tilth.deploy.TerminatedException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@PostgresTest
final class RunLockIT {

  /** Other tests share the server. */
  private static final String OWN =
      " AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())";

  private static final String SCHEMA = TrackerSettings.DEFAULT.schema();
  private static final Duration LONG = Duration.ofMinutes(1);

  private final TestDatabase database;
  private final StopSignal stop = new StopSignal();

  RunLockIT(TestDatabase given) {
    this.database = given.another();
  }

  /** What kill -9 leaves for a while: the lock is free, the server process goes on. */
  @Test
  void whoever_gets_the_lock_sees_what_the_dead_runs_worker_still_commits() throws Exception {
    database.execute("CREATE TABLE public.done (id integer)");
    try (Connection control = database.connect();
        WorkingConnections workers = workers()) {
      Connection worker = workers.open();
      worker.setAutoCommit(false);
      execute(worker, "INSERT INTO public.done VALUES (1)");
      CompletableFuture<String> next =
          CompletableFuture.supplyAsync(() -> countAfterAcquiring(control));
      await().until(() -> holders("run") == 1);
      worker.commit();
      worker.close();

      assertThat(next.get(30, TimeUnit.SECONDS)).isEqualTo("1");
    }
  }

  @Test
  void a_worker_of_a_run_that_lost_its_lock_does_not_begin() throws Exception {
    try (Connection control = database.connect();
        WorkingConnections workers = workers()) {
      execute(control, "SELECT pg_advisory_lock(%d)".formatted(RunLock.workerKey(SCHEMA)));
      assertThatThrownBy(workers::open).hasMessageContaining("taken over");
    }
  }

  @Test
  void whoever_has_the_lock_is_not_advised_to_wait_longer_for_it() throws Exception {
    try (Connection control = database.connect();
        WorkingConnections workers = workers()) {
      RunLock lock = lock(control);
      Connection worker = workers.open();
      assertThat(lock.seesWorkersGone(Duration.ZERO)).isFalse();
      assertThatThrownBy(lock::awaitWorkersGone)
          .isInstanceOf(RunLockBusyException.class)
          .hasMessageContaining("pg_terminate_backend")
          .hasMessageNotContaining("--lock-wait");
      worker.close();
      stop.fire(new TerminatedException("SIGTERM"));
      assertThat(lock.seesWorkersGone(LONG)).isTrue();
    }
  }

  @Test
  void lockless_seeders_are_kept_off_while_it_is_held() throws Exception {
    try (Connection control = database.connect();
        Connection seeder = database.connect()) {
      RunLock lock = lock(control);
      RunLock.Hold hold = lock.withoutLockless(Duration.ZERO);
      assertThat(tryShared(seeder)).isEqualTo("f");
      hold.close();
      seeder.setAutoCommit(false);
      assertThat(tryShared(seeder)).isEqualTo("t");
      assertThatThrownBy(() -> lock.withoutLockless(Duration.ZERO))
          .isInstanceOf(RunLockBusyException.class)
          .hasMessageContaining("without the run lock");
      seeder.rollback();
    }
  }

  @Test
  void another_tracker_and_another_database_have_locks_of_their_own() throws Exception {
    TestDatabase elsewhere = database.another();
    try (Connection holder = database.connect();
        Connection rival = database.connect();
        Connection stranger = elsewhere.connect()) {
      lock(holder).acquire(Duration.ZERO);

      lock(stranger).acquire(Duration.ZERO);
      new Tracker(new TrackerSettings("other", "public", "flyway_schema_history"))
          .runLock(new ControlConnection(rival), stop, InstantSource.system())
          .acquire(Duration.ZERO);
      assertThatThrownBy(() -> lock(rival).acquire(Duration.ZERO))
          .isInstanceOf(RunLockBusyException.class);
    }
  }

  @Test
  void nobody_waits_in_a_transaction() throws Exception {
    try (Connection holder = database.connect();
        Connection waiting = database.connect()) {
      lock(holder).acquire(Duration.ZERO);
      CompletableFuture<String> next =
          CompletableFuture.supplyAsync(() -> countAfterAcquiring(waiting));
      for (int i = 0; i < 20; i++) {
        assertThat(
                database.value(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND state LIKE 'idle in transaction%'"))
            .isEqualTo("0");
        assertThat(database.value("SELECT count(*) FROM pg_locks WHERE NOT granted" + OWN))
            .isEqualTo("0");
      }
      assertThat(next).isNotDone();
      stop.fire(new TerminatedException("SIGTERM"));
      assertThatThrownBy(() -> next.get(30, TimeUnit.SECONDS)).hasMessageContaining("SIGTERM");
    }
  }

  private String countAfterAcquiring(Connection control) {
    try {
      lock(control).acquire(LONG);
      try (Statement statement = control.createStatement();
          ResultSet row = statement.executeQuery("SELECT count(*) FROM public.done")) {
        row.next();
        return row.getString(1);
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private RunLock lock(Connection control) {
    return new Tracker(TrackerSettings.DEFAULT)
        .runLock(new ControlConnection(control), stop, InstantSource.system());
  }

  private WorkingConnections workers() {
    Connections connections =
        Connections.to(DatabaseAddress.parse(database.url()), SessionSettings.DEFAULTS);
    return new WorkingConnections(connections, stop, OptionalLong.of(RunLock.workerKey(SCHEMA)));
  }

  private int holders(String purpose) {
    long key = LockKey.of(purpose, SCHEMA);
    return Integer.parseInt(
        database.value(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                + " AND classid = %d AND objid = %d".formatted(key >>> 32, key & 0xffffffffL)
                + OWN));
  }

  private static String tryShared(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_try_advisory_xact_lock_shared(%d)"
                    .formatted(RunLock.locklessKey(SCHEMA)))) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
