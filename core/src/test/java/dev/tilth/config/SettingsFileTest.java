package dev.tilth.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.deploy.Locking;
import dev.tilth.policy.Trigger;
import dev.tilth.spi.Secret;
import dev.tilth.spi.SeederSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  private final Path directory;

  SettingsFileTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void theFileOfTheWorkingDirectoryIsReadBelowTheEnvironment() throws IOException {
    write(
        "tilth.conf",
        """
        tilth {
          environment = qa
          lock-wait = 1 minute
          migrations { directory = sql, schema = portal }
          environments.qa.seeds-on = [push, manual]
        }
        """);
    Files.createDirectory(directory.resolve("sql"));

    TilthSettings settings = loader(Map.of("TILTH_ENV", "dev")).load();

    assertThat(settings.run().environment()).contains("dev");
    assertThat(settings.run().locking().patience()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.content().migrations()).contains(directory.resolve("sql"));
    assertThat(settings.database().tracker().historySchema()).isEqualTo("portal");
    assertThat(settings.environments().policy("qa").seedsOn())
        .containsExactly(Trigger.PUSH, Trigger.MANUAL);
    assertThat(settings.render()).contains("tilth.lock-wait = 1 minute  # ", "tilth.conf: 3");
  }

  @Test
  void anotherFileIsNamedByTheCallerOrByTheEnvironment() throws IOException {
    write("tilth.conf", "tilth.lock-wait = 1m");
    write("env.conf", "tilth.lock-wait = 2m");
    write("given.conf", "tilth.lock-wait = 3m");
    SettingsLoader named = loader(Map.of("TILTH_CONFIG", "env.conf"));

    assertThat(named.load().run().locking().patience()).isEqualTo(Duration.ofMinutes(2));
    assertThat(named.withFile(Path.of("given.conf")).load().run().locking().patience())
        .isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void aNamedFileMustExist() {
    assertThatThrownBy(() -> loader(Map.of()).withFile(Path.of("gone.conf")).load())
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll("gone.conf", "no readable file");
  }

  @Test
  void variablesAreSubstituted() throws IOException {
    write(
        "tilth.conf",
        """
        tilth.database.url = ${PORTAL_URL}
        tilth.lock-wait = ${?NOT_THERE}
        """);

    TilthSettings settings =
        loader(Map.of("PORTAL_URL", "postgresql://u:s3cret@h/d", "other.name", "x")).load();

    assertThat(settings.database().address().orElseThrow()).hasToString("postgresql://u@h:5432/d");
    assertThat(settings.run().locking().patience()).isEqualTo(Locking.DEFAULT_WAIT);
  }

  @Test
  void aVariableThatIsMissingIsAProblemWithItsPosition() throws IOException {
    write("tilth.conf", "\ntilth.database.url = ${PORTAL_URL}");
    assertThatThrownBy(() -> loader(Map.of()).load())
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll("tilth.conf: 2", "${?...}");
  }

  @Test
  void aFileThatIsNotHoconIsAProblemWithItsPositionAndWithoutItsText() throws IOException {
    write("tilth.conf", "tilth {\n  database.url = \"postgresql://u:s3cret@h/d\n}");
    assertThatThrownBy(() -> loader(Map.of()).load())
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll("tilth.conf: 2", "not well-formed HOCON")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void problemsOfTheFileHaveTheirLine() throws IOException {
    write("tilth.conf", "tilth {\n\n  lock-wait = soon\n  trigger = [a]\n  tracker = 1\n}");
    assertThatThrownBy(() -> loader(Map.of()).load())
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll(
            "3 problems",
            "tilth.conf: 3): It is 'soon'.",
            "tilth.conf: 4): It must be a single value.",
            "tilth.conf: 5): It must be an object");
  }

  @Test
  void seedersReadTheirSectionAndSecretsOfTheEnvironment() throws IOException {
    write(
        "tilth.conf",
        """
        tilth.seeders {
          AdminSeeder { algorithm = bcrypt, cost = 012, admins = [{ email = "a@b" }, { email = "c@d" }] }
          "dotted.name" { x = 1 }
        }
        """);
    SeederSections seeders =
        loader(Map.of("TILTH_ADMIN_PASSWORD", "s3cret", "EMPTY", "")).load().seeders();
    SeederSettings admin = seeders.of("AdminSeeder");

    assertThatNoException()
        .isThrownBy(() -> seeders.checkNames(Set.of("AdminSeeder", "dotted.name", "Other")));
    assertThatExceptionOfType(UnknownSeederSettingsException.class)
        .isThrownBy(() -> seeders.checkNames(Set.of("AdminSeedr", "dotted.name")))
        .withMessageContaining("tilth.seeders.AdminSeeder is set")
        .withMessageContaining("Did you mean 'AdminSeedr'?");
    assertThat(admin.keys()).containsExactly("admins", "algorithm", "cost");
    assertThat(admin.list("admins").getFirst().keys()).containsExactly("email");
    assertThat(seeders.of("Other").keys()).isEmpty();
    assertThat(admin.text("algorithm")).contains("bcrypt");
    assertThat(admin.text("cost")).contains("012");
    assertThat(admin.text("missing")).isEmpty();
    assertThat(admin.list("admins"))
        .extracting(each -> each.text("email").orElseThrow())
        .containsExactly("a@b", "c@d");
    assertThat(admin.list("admins").getLast().path())
        .isEqualTo("tilth.seeders.AdminSeeder.admins[1]");
    assertThat(admin.list("missing")).isEmpty();
    assertThat(admin.secret("TILTH_ADMIN_PASSWORD").map(Secret::reveal)).contains("s3cret");
    assertThat(admin.secret("EMPTY")).isEmpty();
    assertThat(seeders.of("Other").text("x")).isEmpty();
    assertThatThrownBy(() -> admin.text("admins"))
        .isInstanceOf(WrongSeederSettingException.class)
        .hasMessageContaining("tilth.seeders.AdminSeeder.admins");
    assertThatThrownBy(() -> admin.list("algorithm"))
        .isInstanceOf(WrongSeederSettingException.class);
  }

  @Test
  void aDotEnvFileIsRead() throws IOException {
    Path file =
        write(
            ".env",
            """
            # comment

            export TILTH_ENV=dev
            A = plain # comment
            B='single # "quoted"'
            C="two\\nlines \\"x\\" \\\\" # comment
            D=no#comment
            E=
            DATABASE_URL=postgresql://u:p%23@h/d?a=b
            A=again
            """);

    assertThat(DotEnv.read(file))
        .isEqualTo(
            Map.of(
                "TILTH_ENV", "dev",
                "A", "again",
                "B", "single # \"quoted\"",
                "C", "two\nlines \"x\" \\",
                "D", "no#comment",
                "E", "",
                "DATABASE_URL", "postgresql://u:p%23@h/d?a=b"));
  }

  @Test
  void linesOfADotEnvFileThatAreNotUnderstoodAreAllNamedWithoutTheirValues() throws IOException {
    Path file = write(".env", "GOOD=1\ns3cret\nP=\"s3cret\nQ='s3cret' x\n");
    assertThatThrownBy(() -> DotEnv.read(file))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll(".env: 2", ".env: 3", ".env: 4")
        .hasMessageNotContaining("s3cret");
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private SettingsLoader loader(Map<String, String> environment) {
    return SettingsLoader.of(environment, directory);
  }
}
