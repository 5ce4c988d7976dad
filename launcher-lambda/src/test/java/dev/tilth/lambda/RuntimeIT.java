package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.lambda.RuntimeApi.Said;
import dev.tilth.seed.SeederFailedException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive as Lambda runs it. */
@PostgresTest
class RuntimeIT {

  private static final String DEPLOY = "{\"command\": \"deploy\", \"non_transactional\": true}";

  private final TestDatabase database;
  private final Path root;

  RuntimeIT(TestDatabase given, @TempDir Path directory) throws Exception {
    this.database = given.another();
    this.root = Sandbox.unpack(directory);
  }

  @Test
  void aSandboxServesOneInvocationAfterTheOther() throws Exception {
    try (Sandbox sandbox = sandbox()) {
      Said first = sandbox.invoke(DEPLOY);
      assertThat(first.isError()).as(first.body()).isFalse();
      assertThat(first.body()).contains("\"document\":\"report\"", "\"outcome\":\"done\"");

      assertThat(sandbox.invoke(DEPLOY).body()).contains("\"outcome\":\"nothing_to_do\"");
      assertThat(sandbox.invoke("{\"command\": \"status\"}").body())
          .contains("\"document\":\"status\"", "\"outcome\":\"up_to_date\"");
      assertThat(sandbox.log()).doesNotContain(database.password());
    }
  }

  @Test
  void aFailureIsTypedAndTheNextInvocationIsServed() throws Exception {
    try (Sandbox sandbox = sandbox()) {
      Said refused = sandbox.invoke("{\"command\": \"depoly\"}");

      assertThat(refused.path()).isEqualTo("error");
      assertThat(refused.errorType()).isEqualTo(InvalidInvocationException.class.getName());
      assertThat(refused.body()).contains("Did you mean 'deploy'?");
      assertThat(sandbox.invoke(DEPLOY).isError()).isFalse();
    }
  }

  @Test
  void aRunThatFailsIsLoggedWithAllItsSteps() throws Exception {
    Files.createDirectory(root.resolve("seeds"));
    Files.writeString(root.resolve("seeds/bad.sql"), "INSERT INTO nowhere VALUES (1);");
    Files.writeString(root.resolve("tilth.conf"), "tilth.seeds = [seeds]");

    try (Sandbox sandbox = sandbox()) {
      Said failed = sandbox.invoke(DEPLOY);

      assertThat(failed.isError()).isTrue();
      assertThat(failed.errorType()).isEqualTo(SeederFailedException.class.getName());
      assertThat(failed.body()).contains("nowhere");
      assertThat(sandbox.log()).contains("event=report", "\"outcome\":\"failed\"");
    }
  }

  @Test
  void aFunctionThatCanNeverWorkFailsWhenItIsStarted() throws Exception {
    try (Sandbox sandbox = Sandbox.start(root, Map.of("TILTH_ENV", "dev"))) {
      Said failed = sandbox.hear();

      assertThat(failed.path()).isEqualTo("init/error");
      assertThat(failed.body()).contains("NoDatabaseException", "DATABASE_URL");
    }
  }

  private Sandbox sandbox() throws Exception {
    return Sandbox.start(root, Map.of("DATABASE_URL", database.url(), "TILTH_ENV", "dev"));
  }
}
