package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.Tilth;
import dev.tilth.deploy.Report;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Many deployments begin at the same time on an empty database. */
@PostgresTest
class StampedeIT {

  private static final int PROCESSES = 20;
  private static final int THREADS = 50;
  private static final int ROUNDS = 5;

  private final TestDatabase given;

  StampedeIT(TestDatabase given) {
    this.given = given;
  }

  @Test
  void twenty_processes_all_succeed_and_leave_what_one_leaves() throws Exception {
    Image expected = alone();
    TestDatabase database = given.another();

    long millis = millisOf(PROCESSES, database);

    Proof.say("stampede: %d processes in %d ms".formatted(PROCESSES, millis));
    Sessions.of(database).awaitNone(Proof.LIMIT);
    assertThat(database.value("SELECT count(*) FROM tilth.run")).isEqualTo("1");
    assertThat(Image.of(database).differences(expected)).isEmpty();
  }

  @Test
  void fifty_threads_half_of_them_over_a_data_source_leave_what_one_leaves() throws Exception {
    Image expected = alone();
    TestDatabase database = given.another();
    List<Callable<Report>> deployments = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      boolean embedded = i % 2 == 0;
      deployments.add(() -> tilth(database, embedded).deploy());
    }

    List<Report> reports = Parallel.atOnce(deployments);

    assertThat(reports).allSatisfy(report -> assertThat(report.orThrow().exitCode()).isZero());
    assertThat(reports).filteredOn(r -> r.outcome() == Report.Outcome.DONE).hasSize(1);
    Sessions.of(database).awaitNone(Proof.LIMIT);
    assertThat(Image.of(database).differences(expected)).isEmpty();
  }

  /** A measurement, for a machine that does nothing else. */
  @Test
  @EnabledIfSystemProperty(named = "tilth.proof.benchmarks", matches = "all")
  void twenty_at_once_take_little_longer_than_twenty_without_work_and_one_with() throws Exception {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      TestDatabase database = given.another();
      long stampede = millisOf(PROCESSES, database);
      long idle = millisOf(PROCESSES, database);
      long fresh = millisOf(1, given.another());
      ratios.add(stampede / (double) (idle + fresh));
      Proof.say(
          "stampede: %d processes on an empty database %d ms, the same with nothing to do %d ms, one alone %d ms: ratio %.2f"
              .formatted(PROCESSES, stampede, idle, fresh, ratios.getLast()));
    }
    Collections.sort(ratios);
    Proof.say("stampede: median ratio %.2f, limit 1.50".formatted(ratios.get(ROUNDS / 2)));
    assertThat(ratios.get(ROUNDS / 2)).isLessThanOrEqualTo(1.5);
  }

  private Image alone() throws Exception {
    TestDatabase database = given.another();
    Portal.tilth(database.url()).deploy().orThrow();
    return Image.of(database);
  }

  private static Tilth tilth(TestDatabase database, boolean embedded) {
    return embedded
        ? Portal.builder(Portal.content()).dataSource(database.dataSource()).build()
        : Portal.tilth(database.url());
  }

  /** From the start of the first process to the end of the last one. */
  private static long millisOf(int processes, TestDatabase database) throws InterruptedException {
    List<PortalProcess> started = new ArrayList<>();
    try {
      long start = System.nanoTime();
      for (int i = 0; i < processes; i++) {
        started.add(PortalProcess.start(database));
      }
      for (PortalProcess process : started) {
        assertThat(process.exitCode()).as(process.errors()).isZero();
      }
      return Duration.ofNanos(System.nanoTime() - start).toMillis();
    } finally {
      started.forEach(PortalProcess::close);
    }
  }
}
