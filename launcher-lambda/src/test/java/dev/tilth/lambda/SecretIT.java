package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.database.DatabaseAddress;
import dev.tilth.database.DatabaseAddress.Host;
import dev.tilth.lambda.RuntimeApi.Said;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function that is told the name of its secret only. */
@PostgresTest
class SecretIT {

  private static final String DEPLOY = "{\"command\": \"deploy\", \"non_transactional\": true}";

  private final TestDatabase database;
  private final Path root;
  private final ExtensionServer extension;

  SecretIT(TestDatabase given, @TempDir Path directory) throws Exception {
    this.database = given.another();
    this.root = Sandbox.unpack(directory);
    this.extension = ExtensionServer.holding(secret(database));
  }

  @AfterEach
  void close() {
    extension.close();
  }

  private static String secret(TestDatabase database) {
    DatabaseAddress address = DatabaseAddress.parse(database.url());
    Host host = address.hosts().getFirst();
    return """
    {"username": "%s", "password": "%s", "host": "%s", "port": %d, "dbname": "%s"}\
    """
        .formatted(database.user(), database.password(), host.name(), host.port(), database.name());
  }

  @Test
  void theExtensionAnswersOnceForAllInvocationsAndNothingOfTheSdkIsLoaded() throws Exception {
    Path classes = root.resolve("classes.log");
    try (Sandbox sandbox =
        Sandbox.start(
            root,
            variables("on-demand"),
            "-Xlog:class+load:file=%s::filecount=0".formatted(classes))) {
      Said first = sandbox.invoke(DEPLOY);
      assertThat(first.isError()).as(first.body()).isFalse();
      assertThat(sandbox.invoke(DEPLOY).body()).contains("\"outcome\":\"nothing_to_do\"");

      assertThat(sandbox.log()).doesNotContain(database.password());
    }
    assertThat(extension.requests()).isEqualTo(1);
    assertThat(Files.readString(classes))
        .contains("dev.tilth.aws.Extension ")
        .doesNotContain("software.amazon.awssdk.services");
  }

  @Test
  void noSecretIsFetchedBeforeASnapshot() throws Exception {
    try (Sandbox sandbox = Sandbox.start(root, variables("snap-start"))) {
      assertThat(sandbox.hear().path()).isEqualTo("restore/next");
      assertThat(extension.requests()).isZero();

      sandbox.restore();
      assertThat(sandbox.invoke(DEPLOY).isError()).isFalse();
      assertThat(extension.requests()).isEqualTo(1);
    }
  }

  private Map<String, String> variables(String initialization) throws IOException {
    Map<String, String> variables = new HashMap<>(extension.variables());
    variables.put("TILTH_ENV", "dev");
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization);
    return variables;
  }
}
