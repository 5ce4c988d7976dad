package dev.tilth.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.database.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever needs no database. */
final class CommandTreeTest {

  @TempDir private Path directory = Path.of("");

  private final Map<String, String> variables = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aMisspeltOptionIsAUsageErrorWithASuggestion() {
    assertThat(execute("deploy", "--migratons", "x")).isEqualTo(64);
    assertThat(out()).isEmpty();
    assertThat(err()).startsWith("tilth: ").contains("--migratons", "Did you mean '--migrations'");
  }

  @Test
  void aMisspeltCommandIsAUsageErrorWithASuggestion() {
    assertThat(execute("deplou")).isEqualTo(64);
    assertThat(err()).contains("deplou", "Did you mean", "deploy");
  }

  @Test
  void aMissingCommandIsAUsageError() {
    assertThat(execute()).isEqualTo(64);
    assertThat(err()).startsWith("tilth: ").contains("tilth --help");
  }

  @Test
  void evenAUsageErrorIsOneJsonDocument() {
    assertThat(execute("deploy", "--evn", "qa", "--output", "json")).isEqualTo(64);
    assertThat(out()).startsWith("{").contains("\"exit_code\":64").hasLineCount(1);
    assertThat(execute("deploy", "--output=json", "--evn", "qa")).isEqualTo(64);
    assertThat(out()).startsWith("{").contains("\"exit_code\":64").hasLineCount(1);
  }

  @Test
  void anUnknownEnvironmentIsNamedTogetherWithTheKnownOnes() {
    assertThat(execute("plan", "--env", "stagin")).isEqualTo(64);
    assertThat(err()).contains("stagin", "dev, qa, staging, prod", "Did you mean 'staging'?");
  }

  @Test
  void anEnvironmentWithoutADatabaseIsToldWhatToSet() {
    assertThat(execute("deploy", "--env", "qa")).isEqualTo(64);
    assertThat(err()).contains("DATABASE_URL", "DATABASE_SECRET", "qa");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDotEnvFileIsNotReadForAnotherEnvironmentThanDev() throws Exception {
    Files.writeString(directory.resolve(".env"), "DATABASE_URL=postgresql://u:p@127.0.0.1:1/d\n");
    assertThat(execute("deploy", "--env", "qa")).isEqualTo(64);
    assertThat(err()).contains("No database is configured");
  }

  @Test
  void aDotEnvFileDoesNotNameAnotherEnvironment() throws Exception {
    Files.writeString(directory.resolve(".env"), "TILTH_ENV=prod\n");
    assertThat(execute("deploy")).isEqualTo(64);
    assertThat(err()).contains(".env", "prod", "dev only");
  }

  @Test
  void aDotEnvFileNamesTheDatabaseInDev() throws Exception {
    Files.writeString(
        directory.resolve(".env"), "DATABASE_URL=postgresql://u:geheim@127.0.0.1:1/d\n");
    assertThat(execute("deploy")).isEqualTo(8);
    assertThat(err()).contains("127.0.0.1:1").doesNotContain("geheim");
  }

  @Test
  void theEnvironmentOfTheConfigurationFileKeepsTheDotEnvFileOut() throws Exception {
    Files.writeString(directory.resolve(".env"), "DATABASE_URL=postgresql://u:p@127.0.0.1:1/d\n");
    Files.writeString(directory.resolve("tilth.conf"), "tilth.environment = qa\n");
    assertThat(execute("deploy")).isEqualTo(64);
    assertThat(err()).contains("No database is configured for environment qa");
  }

  @Test
  void aFailureHasAStackTraceOnlyIfAskedFor() {
    variables.put("DATABASE_URL", "postgresql://u:geheim@127.0.0.1:1/d");
    assertThat(execute("deploy")).isEqualTo(8);
    assertThat(err()).doesNotContain("\tat ");
    assertThat(execute("deploy", "--verbose")).isEqualTo(8);
    assertThat(err()).contains("\tat ").doesNotContain("geheim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy", "migrate", "seed", "plan", "status", "history", "init", "repair", "wait", "db"
      })
  void everyCommandExplainsItself(String command) {
    assertThat(execute(command, "--help")).isZero();
    assertThat(out()).startsWith("Usage: tilth " + command).contains("--output");
    assertThat(err()).isEmpty();
  }

  @Test
  void theFailureIsAddedToTheSummaryOfAWorkflow() throws Exception {
    Path summary = Files.writeString(directory.resolve("summary.md"), "# Before\n");
    variables.put("GITHUB_STEP_SUMMARY", summary.toString());
    variables.put("DATABASE_URL", "postgresql://u:geheim@127.0.0.1:1/d");
    assertThat(execute("deploy", "--env", "qa")).isEqualTo(8);
    assertThat(summary).content().startsWith("# Before\n").contains("127.0.0.1:1");
  }

  @Test
  void waitingEndsWithWhatWasSeenLast() {
    variables.put("DATABASE_URL", "postgresql://u:geheim@127.0.0.1:1/d");
    assertThat(execute("wait", "--env", "qa", "--timeout", "0s")).isEqualTo(8);
    assertThat(err()).contains("not reachable after 0 s", "127.0.0.1:1");
  }

  @Test
  void aTimeOutWithoutAUnitIsRejected() {
    assertThat(execute("wait", "--timeout", "30")).isEqualTo(64);
    assertThat(err()).contains("'30' is not a time");
  }

  private int execute(String... args) {
    out.reset();
    err.reset();
    return new CommandTree(
            new Shell(
                variables,
                directory,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Optional.empty(),
                false,
                InstantSource.system(),
                new StopSignal()))
        .execute(args);
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }
}
