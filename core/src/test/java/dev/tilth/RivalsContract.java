package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.database.ControlConnection;
import dev.tilth.database.StopSignal;
import dev.tilth.deploy.Report;
import dev.tilth.snapshot.SnapshotReader;
import dev.tilth.snapshot.SnapshotScope;
import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.TestDatabase;
import dev.tilth.track.RunLockBusyException;
import dev.tilth.track.Tracker;
import dev.tilth.track.TrackerSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several deployments at once leave what one leaves. */
abstract class RivalsContract {

  private static final int RIVALS = 6;

  /** What is different after any two runs: times, random identifiers, and the books of them. */
  private static final String[] PER_RUN = {
    "run.*",
    "step.*",
    "attempt_id",
    "run_id",
    "started_at",
    "finished_at",
    "duration",
    "claimed_at",
    "installed_on",
    "execution_time"
  };

  @Test
  void all_succeed_and_leave_what_one_leaves(TestDatabase given) throws Exception {
    TestDatabase alone = given.another();
    tilth(alone).deploy();
    TestDatabase contested = given.another();

    List<Report> reports = atOnce(contested);

    assertThat(reports).allMatch(report -> report.exitCode() == 0);
    assertThat(reports).filteredOn(r -> r.outcome() == Report.Outcome.DONE).hasSize(1);
    assertThat(contested.column("SELECT who, count(*) FROM public.counter GROUP BY who ORDER BY 1"))
        .containsExactly("Alone|1", "Second|1");
    assertThat(contested.value("SELECT count(*) FROM tilth.run")).isEqualTo("1");
    assertThat(content(contested)).isEqualTo(content(alone));
    assertThat(schema(contested)).isEqualTo(schema(alone));
  }

  @Test
  void one_that_does_not_wait_says_who_is_at_work(TestDatabase given) throws Exception {
    TestDatabase database = given.another();
    try (Connection holder = database.connect()) {
      holder.createStatement().execute("SET application_name = 'the other one'");
      new Tracker(TrackerSettings.DEFAULT)
          .runLock(new ControlConnection(holder), new StopSignal(), InstantSource.system())
          .acquire(Duration.ZERO);

      assertThatExceptionOfType(RunLockBusyException.class)
          .isThrownBy(() ->
              InlineContent.small()
                  .addTo(Tilth.builder().url(database.url()))
                  .lockWait(Duration.ZERO)
                  .build()
                  .deploy())
          .withMessageContaining("the other one")
          .satisfies(e -> assertThat(e.kind().exitCode()).isEqualTo(4));
    }
    assertThat(tilth(database).deploy().outcome()).isEqualTo(Report.Outcome.DONE);
  }

  private static List<Report> atOnce(TestDatabase database) throws Exception {
    CyclicBarrier start = new CyclicBarrier(RIVALS);
    try (ExecutorService threads = Executors.newFixedThreadPool(RIVALS)) {
      List<Future<Report>> futures = new ArrayList<>();
      for (int i = 0; i < RIVALS; i++) {
        futures.add(
            threads.submit(() -> {
              start.await();
              return tilth(database).deploy();
            }));
      }
      List<Report> reports = new ArrayList<>();
      for (Future<Report> future : futures) {
        reports.add(future.get());
      }
      return reports;
    }
  }

  private static Tilth tilth(TestDatabase database) {
    return InlineContent.small().addTo(Tilth.builder().url(database.url())).build();
  }

  private static DatabaseContent content(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return DatabaseContent.of(connection, PER_RUN);
    }
  }

  private static String schema(TestDatabase database) throws SQLException {
    try (Connection connection = database.connect()) {
      return new SnapshotReader(SnapshotScope.EVERYTHING).read(connection).text();
    }
  }
}
