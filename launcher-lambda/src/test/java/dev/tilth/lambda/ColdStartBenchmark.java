package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the start of a process to its first answer, a deployment that has nothing to do; for a
 * machine that does nothing else, and therefore run by its name only (docs/lambda.md).
 */
@PostgresTest
class ColdStartBenchmark {

  private static final String DEPLOY = "{\"command\": \"deploy\", \"non_transactional\": true}";
  private static final int ROUNDS = 9;
  private static final Duration AIM = Duration.ofMillis(600);

  @Test
  void from_the_start_of_a_process_to_its_first_answer(TestDatabase given, @TempDir Path directory)
      throws Exception {
    TestDatabase database = given.another();
    Path root = Sandbox.unpack(directory);
    Map<String, String> variables = Map.of("DATABASE_URL", database.url(), "TILTH_ENV", "dev");
    try (Sandbox sandbox = Sandbox.start(root, variables)) {
      assertThat(sandbox.invoke(DEPLOY).isError()).isFalse();
    }
    List<Duration> taken = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      try (Sandbox sandbox = Sandbox.start(root, variables)) {
        assertThat(sandbox.invoke(DEPLOY).body()).contains("\"outcome\":\"nothing_to_do\"");
        taken.add(Duration.ofNanos(System.nanoTime() - start));
      }
    }
    Collections.sort(taken);
    System.out.printf(
        "PROOF lambda: first answer after %d ms (median of %d), %d to %d ms%n",
        taken.get(ROUNDS / 2).toMillis(),
        ROUNDS,
        taken.getFirst().toMillis(),
        taken.getLast().toMillis());
    assertThat(taken.get(ROUNDS / 2)).isLessThan(AIM);
  }
}
