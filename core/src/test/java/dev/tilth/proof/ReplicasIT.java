package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.Tilth;
import dev.tilth.deploy.StartMode;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many replicas of a service start at the same time. */
@PostgresTest
@Isolated("fifty replicas leave nothing for others")
class ReplicasIT {

  private static final int REPLICAS = 50;
  private static final int PROCESSES = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final TestDatabase database;

  ReplicasIT(TestDatabase given) {
    this.database = given.another();
  }

  @Test
  void fifty_that_deploy_through_pools_of_their_own_all_start_and_one_of_them_deploys()
      throws Exception {
    Parallel.atOnce(starting(REPLICAS, StartMode.DEPLOY));

    assertThatOneDeployed("startup");
  }

  @Test
  void half_may_wait_for_the_others() throws Exception {
    List<Callable<String>> replicas = starting(REPLICAS / 2, StartMode.await(PATIENCE));
    replicas.addAll(starting(REPLICAS / 2, StartMode.DEPLOY));

    Parallel.atOnce(replicas);

    assertThatOneDeployed("startup");
  }

  @Test
  void processes_that_deploy_all_start_and_one_of_them_deploys() throws Exception {
    List<PortalProcess> replicas = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        replicas.add(PortalProcess.startReplica(database));
      }
      for (PortalProcess replica : replicas) {
        assertThat(replica.exitCode()).as(replica.errors()).isZero();
      }
    } finally {
      replicas.forEach(PortalProcess::close);
    }

    assertThatOneDeployed("startup");
  }

  private void assertThatOneDeployed(String trigger) {
    Sessions.of(database).awaitNone(Proof.LIMIT);
    assertThat(database.column("SELECT trigger, outcome FROM tilth.run"))
        .containsExactly(trigger + "|done");
    assertThat(
            database.column(
                "SELECT who FROM public.counter GROUP BY who HAVING count(*) <> 1 ORDER BY 1"))
        .isEmpty();
    assertThat(database.column("SELECT DISTINCT who FROM public.counter"))
        .containsAll(Portal.SEEDERS);
  }

  private List<Callable<String>> starting(int replicas, StartMode mode) {
    List<Callable<String>> starting = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      Tilth tilth = Portal.builder(Portal.content()).dataSource(database.dataSource()).build();
      starting.add(() -> {
        tilth.start(mode);
        return "started";
      });
    }
    return starting;
  }
}
