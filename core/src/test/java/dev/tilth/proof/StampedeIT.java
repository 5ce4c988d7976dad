package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.Tilth;
import dev.tilth.deploy.Report;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many deployments begin at the same time on an empty database. */
@PostgresTest
@Isolated("twenty processes leave nothing for others")
class StampedeIT {

  private static final int PROCESSES = 20;
  private static final int THREADS = 50;

  private final TestDatabase given;

  StampedeIT(TestDatabase given) {
    this.given = given;
  }

  @Test
  void twenty_processes_all_succeed_and_leave_what_one_leaves() throws Exception {
    Image expected = alone();
    TestDatabase database = given.another();

    long millis = PortalProcess.millisOf(PROCESSES, database);

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
}
