package dev.tilth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.cli.TilthProcess.Outcome;
import dev.tilth.database.DatabaseAddress;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The password was changed after the platform had put it into the environment. */
@PostgresTest
final class RotatedSecretIT {

  private static final String ID = "app/db";
  private static final String GET = "secretsmanager.GetSecretValue";

  private final String user = "tilth_" + UUID.randomUUID().toString().substring(0, 8);
  private final String old = "s3cret-" + UUID.randomUUID();
  private final String fresh = "s3cret-" + UUID.randomUUID();
  private TestDatabase database;

  @TempDir private Path directory = Path.of("");

  @BeforeEach
  void rotate(TestDatabase given) throws IOException {
    database = given.another();
    database.execute("CREATE ROLE %s LOGIN SUPERUSER PASSWORD '%s'".formatted(user, old));
    database.execute("ALTER ROLE %s PASSWORD '%s'".formatted(user, fresh));
    Files.writeString(
        Files.createDirectory(directory.resolve("sql")).resolve("V1__one.sql"),
        "CREATE TABLE one (id int);\n");
  }

  @AfterEach
  void drop() {
    database.execute("REASSIGN OWNED BY %s TO CURRENT_USER".formatted(user));
    database.execute("DROP OWNED BY %s".formatted(user));
    database.execute("DROP ROLE %s".formatted(user));
  }

  @Test
  void theSecretIsFetchedAgainAndTheDeploymentIsDone() throws Exception {
    try (SecretsManagerServer manager = SecretsManagerServer.holding(logIn(fresh))) {
      Outcome outcome = deploy(manager, Map.of("DATABASE_URL", url(old)));

      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      assertThat(outcome.err()).contains("refused the password", "secret app/db was fetched again");
      assertThat(manager.targets()).containsExactly(GET);
      assertThat(database.value("SELECT count(*) FROM one")).isEqualTo("0");
      assertHidden(outcome);
    }
  }

  @Test
  void theSecretAloneIsEnough() throws Exception {
    DatabaseAddress address = DatabaseAddress.parse(url(old));
    String json =
        "{\"username\":\"%s\",\"password\":\"%s\",\"host\":\"%s\",\"port\":%d,\"dbname\":\"%s\"}"
            .formatted(
                user,
                fresh,
                address.hosts().getFirst().name(),
                address.hosts().getFirst().port(),
                database.name());
    try (SecretsManagerServer manager = SecretsManagerServer.holding(json)) {
      Outcome outcome = deploy(manager, Map.of());
      Outcome waited = run(manager, Map.of(), "wait");

      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      assertThat(waited.exitCode()).as(waited.err()).isZero();
      assertThat(manager.targets()).containsExactly(GET, GET);
      assertHidden(outcome);
    }
  }

  @Test
  void aSecretThatWasNotRotatedEndsItWithWhatWasTried() throws Exception {
    try (SecretsManagerServer manager = SecretsManagerServer.holding(old)) {
      Outcome outcome = deploy(manager, Map.of("DATABASE_URL", url(old)));

      assertThat(outcome.exitCode()).isEqualTo(8);
      assertThat(outcome.err())
          .contains("28P01", "Secret app/db was fetched again and holds the same log-in still");
      assertHidden(outcome);
    }
  }

  @Test
  void aMissingPermissionIsNamed() throws Exception {
    try (SecretsManagerServer manager =
        SecretsManagerServer.refusing("AccessDeniedException", "User is not authorized.")) {
      Outcome refused = deploy(manager, Map.of("DATABASE_URL", url(old)));
      Outcome first = deploy(manager, Map.of());

      assertThat(refused.exitCode()).isEqualTo(8);
      assertThat(refused.err()).contains("28P01", "secretsmanager:GetSecretValue", ID);
      assertThat(first.exitCode()).isEqualTo(64);
      assertThat(first.err()).contains("secretsmanager:GetSecretValue", ID);
      assertHidden(refused);
    }
  }

  @Test
  void whatFetchesIsNotLoadedBeforeThereIsSomethingToFetch() throws Exception {
    try (SecretsManagerServer manager = SecretsManagerServer.holding(logIn(fresh))) {
      assertThat(loaded(manager, fresh, "version")).isEmpty();
      assertThat(loaded(manager, fresh, "status", "--env", "dev"))
          .as("the one store is looked for, and no more")
          .singleElement()
          .asString()
          .contains(" dev.tilth.aws.SecretsManagerStore ");
      assertThat(manager.targets()).isEmpty();

      assertThat(loaded(manager, old, "status", "--env", "dev"))
          .anyMatch(line -> line.contains(" dev.tilth.aws."))
          .anyMatch(line -> line.contains(" software.amazon."));
    }
  }

  /** The classes for secrets that a command loads. */
  private List<String> loaded(SecretsManagerServer manager, String password, String... command)
      throws Exception {
    Path log = directory.resolve("loaded-" + UUID.randomUUID() + ".txt");
    Outcome outcome =
        run(
            manager,
            Map.of(
                "DATABASE_URL",
                url(password),
                "TILTH_JAVA_OPTS",
                "-Xlog:class+load:file=" + log.getFileName()),
            command);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.toList();
      assertThat(all).anyMatch(line -> line.contains(" dev.tilth.cli.Main "));
      return all.stream()
          .filter(line -> line.contains(" dev.tilth.aws.") || line.contains(" software.amazon."))
          .toList();
    }
  }

  private Outcome deploy(SecretsManagerServer manager, Map<String, String> variables)
      throws InterruptedException {
    return run(manager, variables, "deploy", "--env", "dev", "--migrations", "sql");
  }

  private Outcome run(SecretsManagerServer manager, Map<String, String> variables, String... words)
      throws InterruptedException {
    Map<String, String> all = new HashMap<>(manager.variables());
    all.put("TILTH_DATABASE_SECRET_ID", ID);
    all.putAll(variables);
    return TilthProcess.start(directory, all, words).outcome();
  }

  private void assertHidden(Outcome outcome) {
    assertThat(outcome.out() + outcome.err()).doesNotContain("s3cret");
  }

  private String logIn(String password) {
    return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password);
  }

  private String url(String password) {
    return database.url().replaceFirst("//[^@]*@", "//%s:%s@".formatted(user, password));
  }
}
