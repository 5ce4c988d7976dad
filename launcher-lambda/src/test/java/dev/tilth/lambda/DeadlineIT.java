package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.lambda.RuntimeApi.Said;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that one invocation has no time for. */
@PostgresTest
class DeadlineIT {

  private static final String DEPLOY = "{\"command\": \"deploy\"}";
  private static final int SEEDERS = 12;
  private static final Duration SHORT = TimeLeft.RESERVE_FOR_STOPPING.plus(Duration.ofSeconds(4));

  private final TestDatabase database;
  private final Path root;

  DeadlineIT(TestDatabase given, @TempDir Path directory) throws Exception {
    this.database = given.another();
    this.root = Sandbox.unpack(directory);
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
      seed(i, "0.6");
    }
  }

  /** Without a key: whatever runs twice is there twice. */
  private void seed(int number, String seconds) throws IOException {
    Files.writeString(
        root.resolve("seeds/place%02d.sql".formatted(number)),
        "INSERT INTO place VALUES ('%d');\nSELECT pg_sleep(%s);\n".formatted(number, seconds));
  }

  @Test
  void whatIsLeftIsAnsweredBeforeTheDeadlineUntilAllIsDoneExactlyOnce() throws Exception {
    try (Sandbox sandbox = sandbox()) {
      assertThat(untilDone(sandbox, DEPLOY)).isBetween(2, SEEDERS);
    }
    assertEachOnce();
  }

  /** Says how many invocations it took. */
  private static int untilDone(Sandbox sandbox, String first) throws InterruptedException {
    String request = first;
    int invocations = 0;
    Said answer;
    do {
      answer = sandbox.invoke(request, SHORT);
      assertThat(answer.isError()).as(answer.body()).isFalse();
      invocations++;
      request = next(answer);
    } while (answer.body().contains("\"outcome\":\"incomplete\""));
    assertThat(answer.body()).contains("\"outcome\":\"done\"").doesNotContain("\"next\"");
    return invocations;
  }

  @Test
  void aSandboxThatIsKilledInMidSeedHarmsNothing() throws Exception {
    seed(4, "30");
    try (Sandbox sandbox = sandbox()) {
      sandbox.offer(DEPLOY, Duration.ofMinutes(15));
      Sessions.of(database).awaitOne("query LIKE '%pg_sleep(30)%'", Duration.ofMinutes(1));
      sandbox.kill();
    }
    assertThat(database.value("SELECT count(*) FROM place")).isEqualTo("3");
    seed(4, "0");

    try (Sandbox next = sandbox()) {
      assertThat(next.invoke(DEPLOY).body()).contains("\"outcome\":\"done\"");
    }
    assertEachOnce();
  }

  @Test
  void aPlanThatWasPermittedGoesOnAsTheRestOfIt() throws Exception {
    try (Sandbox sandbox = sandbox()) {
      String plan = sandbox.invoke("{\"command\": \"plan\"}").body();
      String hash = plan.replaceFirst("(?s).*\"plan_hash\":\"([0-9a-f]{80})\".*", "$1");

      Said first = sandbox.invoke(DEPLOY.replace("}", ", \"plan_hash\": \"" + hash + "\"}"), SHORT);

      assertThat(next(first)).contains("\"plan_hash\":").doesNotContain(hash);
      assertThat(untilDone(sandbox, next(first))).isPositive();
    }
    assertEachOnce();
  }

  @Test
  void whatWasForcedIsForcedOnceWhateverItTakes() throws Exception {
    chunks();
    try (Sandbox sandbox = sandbox()) {
      assertThat(sandbox.invoke(DEPLOY).isError()).isFalse();
      database.execute(
          """
          DELETE FROM town;
          CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_sleep(0.6); RETURN NULL; END';
          CREATE TRIGGER slow AFTER INSERT ON town EXECUTE FUNCTION slow();
          CREATE TABLE public.seeded (name text);
          CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN INSERT INTO public.seeded VALUES (NEW.name); RETURN NULL; END';
          CREATE TRIGGER note AFTER INSERT ON town FOR EACH ROW EXECUTE FUNCTION note();
          """);

      Said first =
          sandbox.invoke(
              """
              {"command": "seed", "force": ["town"], "only": ["town"], "reason": "Again."}
              """,
              SHORT);
      assertThat(first.body()).contains("\"outcome\":\"incomplete\"", "\"result\":\"incomplete\"");
      assertThat(next(first)).contains("\"only\":[\"town\"]").doesNotContain("force");
      assertThat(untilDone(sandbox, next(first))).isPositive();
    }
    assertThat(database.value("SELECT count(*), count(DISTINCT name) FROM seeded"))
        .isEqualTo("12|12");
  }

  /** Twelve chunks of one row. */
  private void chunks() throws IOException {
    Files.writeString(
        root.resolve("sql/V2__town.sql"), "CREATE TABLE town (name text PRIMARY KEY);");
    Files.writeString(
        root.resolve("seeds/town.csv"),
        "name\n"
            + IntStream.rangeClosed(1, SEEDERS)
                .mapToObj("t%02d\n"::formatted)
                .collect(Collectors.joining()));
    Files.writeString(root.resolve("seeds/town.conf"), "chunks = always, rows-per-chunk = 1\n");
  }

  @Test
  void aStepThatTakesAllTheTimeFailsTheInvocation() throws Exception {
    seed(1, "30");
    try (Sandbox sandbox = sandbox()) {
      assertThat(sandbox.invoke("{\"command\": \"migrate\"}").isError()).isFalse();
      Said failed = sandbox.invoke(DEPLOY, SHORT);

      assertThat(failed.errorType()).isEqualTo(NoProgressException.class.getName());
      assertThat(failed.body()).contains("place01 did not end in time", "container");
    }
    assertThat(database.value("SELECT count(*) FROM place")).isEqualTo("0");
  }

  @Test
  void twoInvocationsAtOnceDoItOnce() throws Exception {
    try (Sandbox one = sandbox();
        Sandbox other = sandbox()) {
      one.offer(DEPLOY, Duration.ofMinutes(15));
      other.offer(DEPLOY, Duration.ofMinutes(15));

      assertThat(one.hear().isError()).isFalse();
      assertThat(other.hear().isError()).isFalse();
    }
    assertEachOnce();
  }

  private void assertEachOnce() {
    assertThat(database.value("SELECT count(*), count(DISTINCT name) FROM place"))
        .isEqualTo("%d|%d".formatted(SEEDERS, SEEDERS));
    assertThat(database.column("SELECT name FROM tilth.seed ORDER BY name"))
        .isEqualTo(
            IntStream.rangeClosed(1, SEEDERS)
                .mapToObj("place%02d"::formatted)
                .collect(Collectors.toList()));
  }

  /** The request that the answer holds, which is a JSON object without objects in it. */
  private static String next(Said answer) {
    String body = answer.body();
    int start = body.indexOf("\"next\":");
    return start < 0 ? "" : body.substring(start + "\"next\":".length(), body.length() - 1);
  }

  private Sandbox sandbox() throws IOException {
    return Sandbox.start(root, Map.of("DATABASE_URL", database.url(), "TILTH_ENV", "dev"));
  }
}
