package dev.tilth.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tilth.catalog.SeedFolder;
import dev.tilth.database.SessionSettings;
import dev.tilth.deploy.Locking;
import dev.tilth.policy.EnvironmentPolicy;
import dev.tilth.policy.Environments;
import dev.tilth.policy.Permission;
import dev.tilth.policy.Trigger;
import dev.tilth.spi.FailureKind;
import dev.tilth.track.TrackerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything but the file. */
class SettingsLoaderTest {

  private static final Path NOWHERE = Path.of("no-such-directory");

  @Test
  void aModeOfEncryptionIsOneOfThoseThatThereAre() {
    String url = "postgresql://u:p@db.example.com/d";

    assertThat(
            loader(Map.of("DATABASE_URL", url, "PGSSLMODE", "require", "PGSSLROOTCERT", "/ca.pem"))
                .load()
                .effective())
        .anySatisfy(setting -> {
          assertThat(setting.key()).isEqualTo("tilth.database.ssl-mode");
          assertThat(setting.value()).isEqualTo("require");
        })
        .anySatisfy(setting -> {
          assertThat(setting.key()).isEqualTo("tilth.database.ssl-root-cert");
          assertThat(setting.value()).isEqualTo("/ca.pem");
        });
    assertThatThrownBy(() -> loader(Map.of("DATABASE_URL", url, "PGSSLMODE", "always")).load())
        .hasMessageContaining(
            "Expected is one of disable, prefer, require, verify-ca, verify-full");
  }

  @Test
  void withoutAnySourceTheDefaultsHold() {
    TilthSettings settings = loader(Map.of()).load();

    assertThat(settings.run().environment()).isEmpty();
    assertThat(settings.run().trigger()).isEmpty();
    assertThat(settings.run().locking().patience()).isEqualTo(Locking.DEFAULT_WAIT);
    assertThat(settings.run().actor()).isEqualTo("unknown");
    assertThat(settings.database().address()).isEmpty();
    assertThat(settings.database().session()).isEqualTo(SessionSettings.DEFAULTS);
    assertThat(settings.database().tracker()).isEqualTo(TrackerSettings.DEFAULT);
    assertThat(settings.content().migrations()).isEmpty();
    assertThat(settings.environments().names()).containsExactly("dev", "qa", "staging", "prod");
    for (EnvironmentPolicy policy : Environments.BUILT_IN) {
      assertThat(settings.environments().policy(policy.name())).isEqualTo(policy);
    }
  }

  @Test
  void environmentVariablesAreRead() {
    TilthSettings settings =
        loader(
                Map.of(
                    "TILTH_ENV", "staging",
                    "TILTH_TRIGGER", "manual",
                    "DATABASE_URL", "postgresql://u:s3cret@h/d?schema=portal&connect_timeout=7",
                    "DIRECT_DATABASE_URL", "postgresql://u:s3cret@direct/d",
                    "GITHUB_ACTOR", "octo",
                    "USER", "root",
                    "GITHUB_SHA", "abc",
                    "TILTH_IMAGE", ""))
            .load();

    assertThat(settings.run().environment()).contains("staging");
    assertThat(settings.run().trigger()).contains(Trigger.MANUAL);
    assertThat(settings.run().actor()).isEqualTo("octo");
    assertThat(settings.run().commit()).contains("abc");
    assertThat(settings.run().image()).isEmpty();
    assertThat(settings.database().address().orElseThrow()).hasToString("postgresql://u@h:5432/d");
    assertThat(settings.database().direct().orElseThrow().hostsAndPorts()).isEqualTo("direct:5432");
    assertThat(settings.database().tracker().historySchema()).isEqualTo("portal");
    assertThat(settings.database().session())
        .isEqualTo(
            SessionSettings.DEFAULTS
                .withSearchPath("portal")
                .withConnectTimeout(Duration.ofSeconds(7)));
  }

  @Test
  void theCommandLineWinsOverTheEnvironment() {
    TilthSettings settings =
        loader(Map.of("TILTH_ENV", "prod"))
            .with("tilth.environment", "dev")
            .with("tilth.database.connect-timeout", "3s")
            .with("tilth.lock-wait", "30s")
            .with("tilth.parallel", "3")
            .load();

    assertThat(settings.run().environment()).contains("dev");
    assertThat(settings.run().limits().parallel()).isEqualTo(3);
    assertThat(settings.run().locking().patience()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.database().session().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aDatabaseOfTheCommandLineIsNotMixedWithOneOfTheEnvironment() {
    TilthSettings settings =
        loader(
                Map.of(
                    "DATABASE_SECRET", "not even read",
                    "DIRECT_DATABASE_URL", "postgresql://u@direct/d"))
            .with("tilth.database.url", "postgresql://u@here/d")
            .load();

    assertThat(settings.database().address().orElseThrow().hostsAndPorts()).isEqualTo("here:5432");
    assertThat(settings.database().direct()).isEmpty();
  }

  @Test
  void aSecretStandsInForAUrl() {
    String secret =
        "{\"username\": \"u\", \"password\": \"p\", \"host\": \"h\", \"dbname\": \"d\"}";
    assertThat(loader(Map.of("DATABASE_SECRET", secret)).load().database().address().orElseThrow())
        .hasToString("postgresql://u@h:5432/d");
  }

  @Test
  void theNameOfASecretAloneIsAWayIn() {
    DatabaseSettings database =
        loader(Map.of("TILTH_DATABASE_SECRET_ID", "app/db", "PGSSLMODE", "require"))
            .load()
            .database();

    assertThat(database.address()).isEmpty();
    assertThat(database.secretId()).contains("app/db");
    assertThat(database.access().orElseThrow()).hasToString("the database of secret app/db");
  }

  @Test
  void theNameOfASecretMayComeWithAnAddressOfTheSameSource() {
    DatabaseSettings together =
        loader(
                Map.of(
                    "DATABASE_SECRET_ARN",
                    "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:app/db-AbCdEf",
                    "DATABASE_URL",
                    "postgresql://u@h/d"))
            .load()
            .database();

    assertThat(together.secretId()).isPresent();
    assertThat(together.access().orElseThrow().given()).isEqualTo(together.address());
  }

  @Test
  void theNameOfASecretIsNotTakenForAnAddressOfAnotherSource() {
    TilthSettings settings =
        loader(Map.of("TILTH_DATABASE_SECRET_ID", "app/db"))
            .with("tilth.database.url", "postgresql://u:p@elsewhere/d")
            .load();

    assertThat(settings.database().secretId()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:ssm:eu-west-1:123456789012:parameter/app/db",
        "arn:aws:rds:eu-west-1:123456789012:secret:app/db",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/db-AbCdEf:password::",
        "arn:aws:secretsmanager:x",
        "app db"
      })
  void whatIsNoNameOfASecretIsRefusedBeforeItIsNeeded(String id) {
    assertThatThrownBy(() ->
            loader(Map.of("TILTH_DATABASE_SECRET_ID", id, "DATABASE_URL", "postgresql://u:p@h/d"))
                .load())
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll(
            "tilth.database.secret-id", "TILTH_DATABASE_SECRET_ID", id, "Expected is");
  }

  @Test
  void environmentsAreChangedAndAddedAsStrictAsProd() {
    Environments environments =
        loader(Map.of())
            .with("tilth.environments.qa.seeds-on", "manual, startup")
            .with("tilth.environments.prod.force", "refused")
            .with("tilth.environments.uat.branch", "release")
            .with("tilth.environments.uat.protected", "false")
            .load()
            .environments();

    assertThat(environments.policy("qa").seedsOn())
        .containsExactly(Trigger.MANUAL, Trigger.STARTUP);
    assertThat(environments.policy("qa").outOfOrder()).isTrue();
    assertThat(environments.policy("prod").force()).isEqualTo(Permission.REFUSED);
    assertThat(environments.policy("prod").guarded()).isTrue();
    EnvironmentPolicy prod = Environments.builtIn().policy("prod");
    assertThat(environments.policy("uat"))
        .isEqualTo(
            new EnvironmentPolicy(
                "uat",
                "release",
                false,
                prod.seedsOn(),
                prod.mirrorDeletes(),
                prod.force(),
                true,
                false,
                false));
  }

  @Test
  void contentInFilesIsNamedWithItsRelease(@TempDir Path start) throws IOException {
    Files.createDirectory(start.resolve("seeds"));
    ContentSettings content =
        SettingsLoader.of(Map.of("TILTH_CONTENT_RELEASE", "202611231200"), start)
            .with("tilth.seeds", "seeds, classpath:db/seeds")
            .load()
            .content();

    assertThat(content.isGiven()).isTrue();
    assertThat(content.seeds())
        .extracting(SeedFolder::name)
        .containsExactly(start.resolve("seeds").toString(), "classpath:db/seeds");
    assertThat(content.migrationSources()).isEmpty();
    assertThat(content.catalogs())
        .singleElement()
        .satisfies(catalog -> assertThat(catalog.release()).isEqualTo(202_611_231_200L));
  }

  @Test
  void contentThatIsNotThereIsAProblemOfTheConfiguration(@TempDir Path start) {
    InvalidSettingsException failure =
        catchThrowableOfType(
            InvalidSettingsException.class,
            () ->
                SettingsLoader.of(Map.of(), start)
                    .with("tilth.seeds", "nowhere,classpath:")
                    .with("tilth.content.release", "-1")
                    .load());

    assertThat(failure.problems())
        .extracting(SettingProblem::key)
        .containsExactlyInAnyOrder("tilth.seeds", "tilth.seeds", "tilth.content.release");
    assertThat(failure).hasMessageContaining("'nowhere'. There is no such directory.");
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    InvalidSettingsException failure =
        catchThrowableOfType(
            InvalidSettingsException.class,
            () ->
                loader(Map.of("DATABASE_URL", "postgresql://u:s3/cret@h/d", "TILTH_ENV", "stagin"))
                    .with("tilth.lock-wait", "10")
                    .with("tilth.trigger", "pull")
                    .with("tilth.parallel", "65")
                    .with("tilth.database.lock-timeout", "2d")
                    .with("tilth.databse.url", "postgresql://u:s3cret@h/d")
                    .with("tilth.migrations.directory", "sql")
                    .with("tilth.tracker.schema", "Tilth!")
                    .with("tilth.environments.qa.seeds-on", "push,pull")
                    .with("tilth.environments.qa.forse", "allowed")
                    .with("tilth.environments.Bad.branch", "x")
                    .with("tlth.x", "1")
                    .load());

    assertThat(failure.kind()).isEqualTo(FailureKind.USAGE);
    assertThat(failure.problems())
        .extracting(SettingProblem::key)
        .containsExactlyInAnyOrder(
            "tilth.database.url",
            "tilth.environment",
            "tilth.lock-wait",
            "tilth.trigger",
            "tilth.parallel",
            "tilth.database.lock-timeout",
            "tilth.databse",
            "tilth.migrations.directory",
            "tilth.tracker.schema",
            "tilth.environments.qa.seeds-on",
            "tilth.environments.qa.forse",
            "tilth.environments.Bad",
            "tlth");
    assertThat(failure)
        .hasMessageContainingAll(
            "13 problems",
            "environment variable TILTH_ENV",
            "command line",
            "Did you mean 'staging'?",
            "Did you mean 'database'?",
            "Did you mean 'force'?",
            "Did you mean 'tilth'?",
            "a duration such as 500ms",
            "push, manual, startup",
            "1ms to 1h",
            "not clear where the password ends")
        .hasMessageNotContaining("s3cret")
        .hasMessageNotContaining("cret@");
  }

  @Test
  void effectiveSettingsAreShownWithTheirOriginAndWithoutSecrets() {
    TilthSettings settings =
        loader(Map.of("DATABASE_URL", "postgresql://u:s3cret@h/d"))
            .with("tilth.trigger", "manual")
            .with("tilth.seeders.AdminSeeder.password", "s3cret")
            .load();

    assertThat(settings.render().lines())
        .contains(
            "tilth.database.url = postgresql://u@h:5432/d  # environment variable DATABASE_URL",
            "tilth.trigger = manual  # command line",
            "tilth.lock-wait = 10m  # default",
            "tilth.environments.prod.force = plan-hash  # default");
    assertThat(settings.render() + settings).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "30s, PT30S", "10m, PT10M", "1h, PT1H", "2 minutes, PT2M"})
  void durationsHaveUnits(String text, Duration expected) {
    assertThat(loader(Map.of()).with("tilth.lock-wait", text).load().run().locking().patience())
        .isEqualTo(expected);
  }

  private static SettingsLoader loader(Map<String, String> environment) {
    return SettingsLoader.of(environment, NOWHERE);
  }
}
