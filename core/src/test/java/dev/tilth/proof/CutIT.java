package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.CuttingProxy;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The network breaks at a message of a deployment, wherever that is: the same deployment run again
 * leaves what an undisturbed one leaves.
 */
@PostgresTest
class CutIT {

  private static final int THREADS = 4;
  private static final int OTHERS = 40;
  private static final int FLOOR = 200;

  private final TestDatabase given;
  private final Collection<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger survived = new AtomicInteger();

  CutIT(TestDatabase given) {
    this.given = given;
  }

  @Test
  void wherever_the_connection_breaks_the_next_run_leaves_what_an_undisturbed_one_leaves()
      throws Exception {
    TestDatabase undisturbed = given.another();
    List<CutPoint> points = points(messages(undisturbed));
    Image expected = image(undisturbed);

    long start = System.nanoTime();
    Parallel.each(
        THREADS,
        points.stream().map(point -> Executors.callable(() -> attempt(point, expected))).toList());
    Proof.say(
        "cuts: %d points, %d cut, of which %d deployments succeeded nevertheless, in %d s"
            .formatted(
                points.size(),
                cuts.get(),
                survived.get(),
                (System.nanoTime() - start) / 1_000_000_000));
    Proof.assertNone(failures);
    assertThat(points.size()).isGreaterThan(FLOOR);
    // The order of messages of several connections is not the same in all runs.
    assertThat(cuts.get()).isGreaterThan(points.size() * 9 / 10);
  }

  private List<CutPoint> points(List<ClientMessage> messages) {
    return Proof.all("cuts")
        ? CutPoint.all(messages)
        : CutPoint.some(messages, OTHERS, Proof.random("cuts"));
  }

  private static List<ClientMessage> messages(TestDatabase database) {
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      Portal.tilth(proxy.url()).deploy().orThrow();
      return proxy.messages();
    }
  }

  private void attempt(CutPoint point, Image expected) {
    try {
      TestDatabase database = given.another();
      boolean done = cut(point, database);
      survived.addAndGet(done ? 1 : 0);
      Deployments.next(database, done);
      assertThat(image(database).differences(expected)).isEmpty();
    } catch (AssertionError | RuntimeException | SQLException e) {
      failures.add(point + ": " + e);
    }
  }

  private static Image image(TestDatabase database) throws SQLException {
    return Proof.all("cuts") ? Image.of(database) : Image.quick(database);
  }

  /** Whether the deployment succeeded nevertheless. */
  private boolean cut(CutPoint point, TestDatabase database) {
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database, point.cut())) {
      try {
        return Portal.tilth(proxy.url()).deploy().exitCode() == 0;
      } catch (TilthException e) {
        return false;
      } finally {
        proxy.cutAt().ifPresent(message -> cuts.incrementAndGet());
      }
    }
  }
}
