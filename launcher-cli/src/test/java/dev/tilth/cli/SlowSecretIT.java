package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tilth.cli.TilthProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that takes requests and says nothing holds no process up. */
final class SlowSecretIT {

  /** How long a fetch would take, and how long after a signal the process would halt by itself. */
  private static final Duration FETCH = Duration.ofSeconds(20);

  private static final Duration HALT = Duration.ofSeconds(10);

  private SecretsManagerServer manager;

  @TempDir private Path directory = Path.of("");

  @BeforeEach
  void start() throws IOException {
    manager = SecretsManagerServer.silent();
    Files.writeString(
        Files.createDirectory(directory.resolve("sql")).resolve("V1__one.sql"),
        "CREATE TABLE one (id int);\n");
  }

  @AfterEach
  void stop() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reachable", "deployed"})
  void aWaitIsOverWhenItsTimeIs(String goal) throws Exception {
    TilthProcess wait = tilth("wait", "--for", goal, "--timeout", "5s", "--env", "qa");
    Outcome outcome = endedWithin(FETCH, wait);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(8);
    assertThat(outcome.err()).contains("after 5 s", "fetching the log-in");
  }

  @Test
  void aRunIsOverAtItsLimit() throws Exception {
    Outcome outcome = endedWithin(FETCH, deploy("--timeout", "5s"));

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(5);
    assertThat(outcome.err()).contains("5 s");
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void aSignalEndsARunAtOnceAndIsToldAsTheReason(String signal, int code) throws Exception {
    TilthProcess run = deploy();
    await().atMost(Duration.ofMinutes(1)).until(() -> !manager.targets().isEmpty());

    run.signal(signal);
    Outcome outcome = endedWithin(HALT, run);

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(code);
    assertThat(outcome.err()).contains("SIG" + signal + " ended the run");
  }

  @Test
  void whatWasFetchedInVainIsNotFetchedAgainByAWaitAtOnce() throws Exception {
    try (SecretsManagerServer failing = SecretsManagerServer.failing()) {
      Map<String, String> variables = variables(failing);
      Outcome outcome =
          TilthProcess.start(directory, variables, "wait", "--timeout", "4s").outcome();

      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(8);
      assertThat(failing.targets()).as("one fetch with its retries").hasSizeBetween(1, 4);
    }
  }

  private TilthProcess deploy(String... more) {
    String[] words = {"deploy", "--env", "dev", "--migrations", "sql"};
    return tilth(Stream.of(words, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private TilthProcess tilth(String... words) {
    return TilthProcess.start(directory, variables(manager), words);
  }

  private static Map<String, String> variables(SecretsManagerServer server) {
    Map<String, String> all = new HashMap<>(server.variables());
    all.put("TILTH_DATABASE_SECRET_ID", "app/db");
    return all;
  }

  private static Outcome endedWithin(Duration limit, TilthProcess process) throws Exception {
    Instant start = Instant.now();
    Outcome outcome = process.outcome();
    assertThat(Duration.between(start, Instant.now())).isLessThan(limit);
    return outcome;
  }
}
