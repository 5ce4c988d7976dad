package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.deploy.Report;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.CuttingProxy;
import dev.tilth.testing.faults.Sessions;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The network breaks at a message of seeders in three chunks, wherever that is. */
@PostgresTest
class ChunkedCutIT {

  private static final int THREADS = 4;
  private static final int OTHERS = 30;
  private static final int FLOOR = 100;

  private final TestDatabase given;
  private final Collection<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger cuts = new AtomicInteger();

  ChunkedCutIT(TestDatabase given) {
    this.given = given;
  }

  @Test
  void wherever_the_connection_breaks_each_chunk_is_written_once() throws Exception {
    TestDatabase migrated = Portions.migrated(given);
    TestDatabase undisturbed = migrated.copy();
    List<ClientMessage> messages = messages(undisturbed);
    List<CutPoint> points =
        Proof.all("cuts")
            ? CutPoint.all(messages)
            : CutPoint.some(messages, OTHERS, Proof.random("chunk cuts"));
    Image expected = Image.quick(undisturbed);

    Parallel.each(
        THREADS,
        points.stream()
            .map(point -> Executors.callable(() -> attempt(point, migrated, expected)))
            .toList());

    Proof.say(
        "chunk cuts: %d points of %d messages, %d cut"
            .formatted(points.size(), messages.size(), cuts.get()));
    Proof.assertNone(failures);
    assertThat(points.size()).isGreaterThan(FLOOR);
    assertThat(cuts.get()).isGreaterThan(points.size() * 9 / 10);
  }

  private static List<ClientMessage> messages(TestDatabase database) {
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      Portions.tilth(proxy.url()).seed().orThrow();
      return proxy.messages();
    }
  }

  private void attempt(CutPoint point, TestDatabase migrated, Image expected) {
    try {
      TestDatabase database = migrated.copy();
      boolean done = cut(point, database);
      Report next = Portions.tilth(database.url()).seed().orThrow();
      if (done) {
        assertThat(next.outcome()).isEqualTo(Report.Outcome.NOTHING_TO_DO);
      }
      Sessions.of(database).awaitNone(Proof.LIMIT);
      assertThat(Image.quick(database).differences(expected)).isEmpty();
    } catch (AssertionError | RuntimeException | SQLException e) {
      failures.add(point + ": " + e);
    }
  }

  /** Whether the run succeeded nevertheless. */
  private boolean cut(CutPoint point, TestDatabase database) {
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database, point.cut())) {
      try {
        return Portions.tilth(proxy.url()).seed().exitCode() == 0;
      } catch (TilthException e) {
        return false;
      } finally {
        proxy.cutAt().ifPresent(message -> cuts.incrementAndGet());
      }
    }
  }
}
