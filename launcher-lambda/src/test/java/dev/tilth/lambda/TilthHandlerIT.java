package dev.tilth.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.Tilth;
import dev.tilth.database.ControlConnection;
import dev.tilth.database.StopSignal;
import dev.tilth.deploy.NonTransactionalRefusedException;
import dev.tilth.plan.PlanMovedException;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.policy.SeedingRefusedException;
import dev.tilth.seed.SeederFailedException;
import dev.tilth.spi.FailureKind;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.track.RunLockBusyException;
import dev.tilth.track.Tracker;
import dev.tilth.track.TrackerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class TilthHandlerIT {

  private static final String DEPLOY = "{\"command\": \"deploy\", \"non_transactional\": true}";
  private static final String MIGRATE = "{\"command\": \"migrate\", \"non_transactional\": true}";

  private final TestDatabase database;
  private final Path root;

  TilthHandlerIT(TestDatabase given, @TempDir Path root) {
    this.database = given.another();
    this.root = root;
  }

  @Test
  void aDeploymentIsAnsweredWithItsReportAndTheNextHasNothingToDo() throws IOException {
    Function function = function("dev");

    String first = function.invoke(DEPLOY);
    String second = function.invoke(DEPLOY);

    assertThat(first)
        .contains("\"document\":\"report\"", "\"outcome\":\"done\"", "\"exit_code\":0")
        .doesNotContain(database.password());
    assertThat(second).contains("\"outcome\":\"nothing_to_do\"");
    assertThat(database.value("SELECT launcher, command, outcome FROM tilth.run"))
        .isEqualTo("lambda|deploy|done");
    assertThat(database.value("SELECT count(*) FROM public.languages")).isEqualTo("183");
  }

  @Test
  void planAndStatusWriteNothing() throws IOException {
    assertThat(function("dev").invoke("{\"command\": \"plan\"}"))
        .contains("\"document\":\"plan\"", "\"outcome\":\"pending\"");
    assertThat(function("dev").invoke("{\"command\": \"status\"}"))
        .contains("\"document\":\"status\"", "\"outcome\":\"pending\"");
    assertThat(database.column("SELECT FROM pg_namespace WHERE nspname = 'tilth'")).isEmpty();
  }

  @Test
  void aRequestMayBeAboutOneSeeder() throws IOException {
    Function function = function("dev");
    function.invoke(MIGRATE);

    function.invoke("{\"command\": \"seed\", \"only\": [\"RoleSeeder\"]}");

    assertThat(database.column("SELECT name FROM tilth.seed")).containsExactly("RoleSeeder");
  }

  @Test
  void contentInFilesBesideTheCodeReplacesWhatIsBundled() throws IOException {
    Files.createDirectory(root.resolve("sql"));
    Files.writeString(
        root.resolve("sql/V1__role.sql"), "CREATE TABLE role (code text PRIMARY KEY);");
    Files.createDirectory(root.resolve("seeds"));
    Files.writeString(root.resolve("seeds/role.csv"), "code\nA\n");
    Files.writeString(
        root.resolve("tilth.conf"), "tilth { migrations.directory = sql, seeds = [seeds] }");

    function("dev").invoke("{\"command\": \"deploy\", \"reason\": \"A first look.\"}");

    assertThat(database.column("SELECT name FROM tilth.seed")).containsExactly("role");
    assertThat(database.value("SELECT code FROM role")).isEqualTo("A");
    assertThat(database.value("SELECT reason FROM tilth.run")).isEqualTo("A first look.");
  }

  @Test
  void aScriptOutsideATransactionIsLeftToTheContainer() {
    assertThatThrownBy(() -> function("dev").invoke("{\"command\": \"deploy\"}"))
        .isInstanceOfSatisfying(
            NonTransactionalRefusedException.class,
            thrown -> assertThat(thrown.kind()).isEqualTo(FailureKind.REFUSED))
        .hasMessageContainingAll(
            "V10__index_users_by_preferred_language.sql",
            "tilth migrate",
            "\"non_transactional\": true");
    assertThat(database.column("SELECT FROM pg_namespace WHERE nspname = 'tilth'")).isEmpty();
  }

  @Test
  void onlyThePlanThatSomebodyHasSeenIsCarriedOut() throws IOException {
    function("dev").invoke(MIGRATE);
    String plan = function("dev").invoke("{\"command\": \"plan\"}");
    String hash = plan.replaceFirst("(?s).*\"plan_hash\":\"([0-9a-f]+)\".*", "$1");
    String request = "{\"command\": \"deploy\", \"plan_hash\": \"%s\"}".formatted(hash);
    function("dev").invoke("{\"command\": \"seed\", \"only\": [\"RoleSeeder\"]}");

    assertThatThrownBy(() -> function("dev").invoke(request))
        .isInstanceOf(PlanMovedException.class);

    assertThat(database.column("SELECT name FROM tilth.seed")).containsExactly("RoleSeeder");
  }

  @Test
  void aBadRequestFailsTheInvocationBeforeTheDatabaseIsTouched() {
    assertThatThrownBy(() -> function("dev").invoke("{\"command\": \"deploy\", \"force\": 1}"))
        .isInstanceOf(InvalidInvocationException.class)
        .hasMessageContaining("'force' must be a list of texts");
    assertThat(database.column("SELECT FROM pg_namespace WHERE nspname = 'tilth'")).isEmpty();
  }

  @Test
  void seedingProdOnPushIsRefused() throws IOException {
    claimForProd();

    assertThatThrownBy(() -> function("prod").invoke("{\"command\": \"seed\"}"))
        .isInstanceOfSatisfying(
            SeedingRefusedException.class,
            thrown -> assertThat(thrown.kind()).isEqualTo(FailureKind.REFUSED));
    assertThat(
            function("prod")
                .invoke(
                    """
                    {"command": "seed", "trigger": "manual", "only": ["RoleSeeder"]}
                    """))
        .contains("\"outcome\":\"done\"");
  }

  @Test
  void aRunThatFailsFailsTheInvocationWithItsOwnException() {
    claimForProd();

    assertThatThrownBy(
            () -> function("prod").invoke("{\"command\": \"deploy\", \"trigger\": \"manual\"}"))
        .isInstanceOfSatisfying(
            SeederFailedException.class,
            thrown -> assertThat(thrown.kind()).isEqualTo(FailureKind.FAILED))
        .hasMessageContainingAll("AdminSeeder", "TILTH_ADMIN_EMAIL");
    assertThat(database.value("SELECT count(*) FROM public.languages")).isEqualTo("183");
  }

  @Test
  void anotherDeploymentIsNotWaitedForLongerThanThereIsTime() throws Exception {
    function("dev").invoke(MIGRATE);
    Function hurried =
        new Function(
            function("dev").variables(), TimeLeft.RESERVE_FOR_WAITING.plus(Duration.ofMillis(50)));

    try (Connection rival = database.connect()) {
      new Tracker(TrackerSettings.DEFAULT)
          .runLock(new ControlConnection(rival), new StopSignal(), InstantSource.system())
          .acquire(Duration.ZERO);
      assertThatThrownBy(() -> hurried.invoke(DEPLOY)).isInstanceOf(RunLockBusyException.class);
    }
  }

  private void claimForProd() {
    Tilth.builder()
        .url(database.url())
        .environment("prod")
        .build()
        .run("migrate", Selection.MIGRATE, new Consent(true, false))
        .orThrow();
  }

  private Function function(String environment) {
    Map<String, String> variables = new HashMap<>();
    variables.put("LAMBDA_TASK_ROOT", root.toString());
    variables.put("DATABASE_URL", database.url());
    variables.put("TILTH_ENV", environment);
    return Function.with(Map.copyOf(variables));
  }
}
