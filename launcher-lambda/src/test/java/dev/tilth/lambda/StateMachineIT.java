package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.database.ControlConnection;
import dev.tilth.database.StopSignal;
import dev.tilth.lambda.Execution.Failed;
import dev.tilth.lambda.Execution.Succeeded;
import dev.tilth.seed.SeederFailedException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.track.Tracker;
import dev.tilth.track.TrackerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The definition for AWS with the function itself. */
@PostgresTest
class StateMachineIT {

  private static final String DEPLOY = "{\"command\": \"deploy\"}";
  private static final int SEEDERS = 12;
  private static final Duration SHORT = TimeLeft.RESERVE_FOR_STOPPING.plus(Duration.ofSeconds(4));

  private final TestDatabase database;
  private final Path root;

  StateMachineIT(TestDatabase given, @TempDir Path root) {
    this.database = given.another();
    this.root = root;
  }

  @BeforeEach
  void content() throws IOException {
    Files.createDirectories(root.resolve("sql"));
    Files.createDirectories(root.resolve("seeds"));
    Files.writeString(
        root.resolve("sql/V1__place.sql"), "CREATE TABLE place (name text NOT NULL);");
    Files.writeString(
        root.resolve("tilth.conf"), "tilth { migrations.directory = sql, seeds = [seeds] }");
    for (int i = 1; i <= SEEDERS; i++) {
      seed(i, "SELECT 1");
    }
  }

  /** Without a key: whatever runs twice is there twice. */
  private void seed(int number, String besides) throws IOException {
    Files.writeString(
        root.resolve("seeds/place%02d.sql".formatted(number)),
        "INSERT INTO place VALUES ('%d');\n%s;\n".formatted(number, besides));
  }

  @Test
  void aRequestIsCarriedOutExactlyOnceInAsManyInvocationsAsItTakes() throws IOException {
    for (int i = 1; i <= SEEDERS; i++) {
      seed(i, "SELECT pg_sleep(0.6)");
    }

    Execution ended = execute(DEPLOY, function(SHORT)::invoke);

    assertThat(ended)
        .isInstanceOfSatisfying(
            Succeeded.class,
            succeeded ->
                assertThat(Json.map(succeeded.output()))
                    .containsEntry("outcome", "done")
                    .doesNotContainKey("next"));
    assertThat(ended.times("Invoke")).isBetween(2L, (long) SEEDERS);
    assertThat(ended.waits()).isEmpty();
    assertEachOnce();
    assertThat(outcomes()).endsWith("done").startsWith("incomplete");
  }

  @Test
  void anAnswerThatIsLostIsAskedForAgainAndNothingIsDoneTwice() {
    Execution ended =
        execute(DEPLOY, losingTheFirst("Lambda.SdkClientException", function(ample())));

    assertThat(ended).isInstanceOf(Succeeded.class);
    assertThat(ended.waits()).hasSize(1);
    assertEachOnce();
  }

  @Test
  void whatIsForcedIsNotAskedForAgainWhenItsAnswerIsLost() throws IOException {
    function(ample()).invoke(DEPLOY);

    Execution ended =
        execute(
            """
            {"command": "seed", "force": ["place01"], "reason": "Once more."}
            """,
            losingTheFirst("Lambda.SdkClientException", function(ample())));

    assertThat(ended)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.error()).isEqualTo("Lambda.SdkClientException"));
    assertThat(database.value("SELECT count(*) FROM place WHERE name = '1'")).isEqualTo("2");
  }

  @Test
  void aSeederThatFailsFailsTheExecutionUnderItsName() throws IOException {
    seed(3, "INSERT INTO nowhere VALUES (1)");

    Execution ended = execute(DEPLOY, function(ample())::invoke);

    assertThat(ended)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo(SeederFailedException.class.getName());
              assertThat(failed.cause()).contains("place03", "nowhere");
            });
    assertThat(ended.times("Invoke")).isOne();
    assertThat(outcomes()).containsExactly("failed");
  }

  @Test
  void aStepThatTakesAllTheTimeFailsTheExecution() throws IOException {
    function(ample()).invoke("{\"command\": \"migrate\"}");
    seed(1, "SELECT pg_sleep(60)");

    assertThat(execute(DEPLOY, function(SHORT)::invoke))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo(NoProgressException.class.getName());
              assertThat(failed.cause()).contains("place01");
            });
    assertThat(database.value("SELECT count(*) FROM place")).isEqualTo("0");
  }

  @Test
  void anotherDeploymentIsWaitedForAcrossInvocations() throws Exception {
    function(ample()).invoke("{\"command\": \"migrate\"}");
    Duration hurried = TimeLeft.RESERVE_FOR_WAITING.plus(Duration.ofMillis(50));
    Connection rival = database.connect();
    new Tracker(TrackerSettings.DEFAULT)
        .runLock(new ControlConnection(rival), new StopSignal(), InstantSource.system())
        .acquire(Duration.ZERO);

    Execution ended =
        new StateMachine(each(List.of(function(hurried), function(ample()))), wait -> close(rival))
            .execute(DEPLOY);

    assertThat(ended).isInstanceOf(Succeeded.class);
    assertThat(ended.waits()).containsExactly(Duration.ofSeconds(15));
    assertEachOnce();
  }

  @Test
  void aDatabaseThatIsNotThereYetIsWaitedFor() {
    Function nowhere =
        Function.with(
            Map.of(
                "LAMBDA_TASK_ROOT",
                root.toString(),
                "DATABASE_URL",
                "postgresql://tilth:none@127.0.0.1:1/tilth",
                "TILTH_ENV",
                "dev"));

    Execution ended = execute(DEPLOY, each(List.of(nowhere, nowhere, function(ample()))));

    assertThat(ended).isInstanceOf(Succeeded.class);
    assertThat(ended.waits()).containsExactly(Duration.ofSeconds(15), Duration.ofSeconds(30));
    assertEachOnce();
  }

  private static Execution execute(String request, StateMachine.Invoked function) {
    return new StateMachine(function, wait -> {}).execute(request);
  }

  /** The first has done its work when the way back breaks. */
  private static StateMachine.Invoked losingTheFirst(String error, Function function) {
    Queue<String> losses = new ArrayDeque<>(Collections.singleton(error));
    return request -> {
      String answer = function.invoke(request);
      if (losses.isEmpty()) {
        return answer;
      }
      throw new ExecutionFailedException(losses.remove(), "The answer was lost.");
    };
  }

  /** One after the other. */
  private static StateMachine.Invoked each(List<Function> functions) {
    Queue<Function> left = new ArrayDeque<>(functions);
    return request -> left.remove().invoke(request);
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Function function(Duration remaining) {
    return new Function(
        Map.of(
            "LAMBDA_TASK_ROOT",
            root.toString(),
            "DATABASE_URL",
            database.url(),
            "TILTH_ENV",
            "dev"),
        remaining);
  }

  private static Duration ample() {
    return Duration.ofMinutes(15);
  }

  private List<String> outcomes() {
    return database.column("SELECT outcome FROM tilth.run ORDER BY started_at");
  }

  private void assertEachOnce() {
    assertThat(database.value("SELECT count(*), count(DISTINCT name) FROM place"))
        .isEqualTo("%d|%d".formatted(SEEDERS, SEEDERS));
    assertThat(database.column("SELECT name FROM tilth.seed")).hasSize(SEEDERS);
  }
}
