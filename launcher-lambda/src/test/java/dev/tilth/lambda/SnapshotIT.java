package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.lambda.RuntimeApi.Said;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SnapStart, without the snapshot itself: what happens before it is taken, and after it. */
@PostgresTest
class SnapshotIT {

  private static final String DEPLOY = "{\"command\": \"deploy\", \"non_transactional\": true}";

  private final TestDatabase database;
  private final Path root;

  SnapshotIT(TestDatabase given, @TempDir Path directory) throws Exception {
    this.database = given.another();
    this.root = Sandbox.unpack(directory);
  }

  @Test
  void beforeTheSnapshotNothingIsConnectedAndAfterItAnInvocationIsServed() throws Exception {
    try (Sandbox sandbox = Sandbox.start(root, variables("snap-start"))) {
      assertThat(sandbox.hear().path()).isEqualTo("restore/next");
      assertThat(Sessions.of(database).now()).isEmpty();

      sandbox.restore();
      Said answer = sandbox.invoke(DEPLOY);

      assertThat(answer.isError()).as(answer.body()).isFalse();
      assertThat(answer.body()).contains("\"outcome\":\"done\"");
    }
  }

  @Test
  void mostClassesOfAnInvocationAreLoadedBeforeTheSnapshot() throws Exception {
    try (Sandbox first = Sandbox.start(root, variables("on-demand"))) {
      assertThat(first.invoke(DEPLOY).isError()).isFalse();
    }
    long unprimed = loadedByNothingToDo("on-demand");
    long primed = loadedByNothingToDo("snap-start");

    assertThat(primed).isLessThan(unprimed * 6 / 10);
  }

  private long loadedByNothingToDo(String initialization) throws Exception {
    Path classes = root.resolve(initialization + ".log");
    try (Sandbox sandbox =
        Sandbox.start(
            root,
            variables(initialization),
            "-Xlog:class+load:file=%s::filecount=0".formatted(classes))) {
      if (initialization.equals("snap-start")) {
        sandbox.hear();
        sandbox.restore();
      }
      sandbox.awaitReady();
      long before = lines(classes);
      assertThat(sandbox.invoke(DEPLOY).body()).contains("\"outcome\":\"nothing_to_do\"");
      return lines(classes) - before;
    }
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private Map<String, String> variables(String initialization) {
    Map<String, String> variables = new HashMap<>();
    variables.put("DATABASE_URL", database.url());
    variables.put("TILTH_ENV", "dev");
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization);
    return variables;
  }
}
