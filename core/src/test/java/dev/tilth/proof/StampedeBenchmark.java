package dev.tilth.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What it costs that many begin at once, in ratios measured side by side; for a machine that does
 * nothing else, and therefore run by its name only (docs/testing.md).
 */
@PostgresTest
class StampedeBenchmark {

  private static final int PROCESSES = 20;
  private static final int ROUNDS = 5;
  private static final double LIMIT = 1.5;

  private final TestDatabase given;

  StampedeBenchmark(TestDatabase given) {
    this.given = given;
  }

  @Test
  void twenty_at_once_take_little_longer_than_twenty_without_work_and_one_with() throws Exception {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      TestDatabase database = given.another();
      long stampede = PortalProcess.millisOf(PROCESSES, database);
      long idle = PortalProcess.millisOf(PROCESSES, database);
      long fresh = PortalProcess.millisOf(1, given.another());
      ratios.add(stampede / (double) (idle + fresh));
      Proof.say(
          "stampede: %d processes on an empty database %d ms, the same with nothing to do %d ms, one alone %d ms: ratio %.2f"
              .formatted(PROCESSES, stampede, idle, fresh, ratios.getLast()));
    }
    Collections.sort(ratios);
    double median = ratios.get(ROUNDS / 2);
    Proof.say("stampede: median ratio %.2f, limit %.2f".formatted(median, LIMIT));
    assertThat(median).isLessThanOrEqualTo(LIMIT);
  }
}
