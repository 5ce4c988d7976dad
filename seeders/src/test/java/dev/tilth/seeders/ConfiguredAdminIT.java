package dev.tilth.seeders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.Tilth;
import dev.tilth.config.SettingsLoader;
import dev.tilth.deploy.Report;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link AdminSeeder} with settings that come the whole way from a file and from variables. */
@PostgresTest(template = ThriveSchema.class)
class ConfiguredAdminIT {

  private static final String USERS =
      """
      SELECT email, first_name, d.code, left(password_hash, 9)
      FROM public.users u LEFT JOIN public.departments d ON d.id = u.department_id ORDER BY email
      """;

  private final TestDatabase database;
  private final Path directory;

  ConfiguredAdminIT(TestDatabase given, @TempDir Path directory) {
    this.database = given.copy();
    this.directory = directory;
  }

  @Test
  void developmentNeedsNoSetting() {
    seed(Map.of()).orThrow();

    assertThat(database.column(USERS)).containsExactly("admin@thrive.local|Thrive|NULL|$argon2id");
  }

  @Test
  void fileAndVariablesAddUp() throws IOException {
    configure(
        """
        tilth.seeders.AdminSeeder.admins = [{
          email = "Ada@Example.com", first-name = Ada, last-name = Byron
          department = legal, password-env = ADA_PASSWORD
        }]
        """);

    seed(Map.of(
            "ADA_PASSWORD", "correct horse battery",
            "TILTH_ADMIN_EMAIL", "root@example.com",
            "TILTH_ADMIN_PASSWORD", "battery staple horse"))
        .orThrow();

    assertThat(database.column(USERS))
        .containsExactly(
            "ada@example.com|Ada|legal|$argon2id", "root@example.com|Thrive|NULL|$argon2id");
  }

  @Test
  void aMisspeltKeyFailsTheSeederAndNobodyIsInserted() throws IOException {
    configure(
        """
        tilth.seeders.AdminSeeder.admins = [{
          email = "ada@example.com", fist-name = Ada, last-name = Byron
          password-env = ADA_PASSWORD
        }]
        """);

    Report report = seed(Map.of("ADA_PASSWORD", "correct horse battery"));

    TilthException failure = report.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(FailureKind.FAILED);
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            TilthException.class, cause -> assertThat(cause.kind()).isEqualTo(FailureKind.USAGE));
    assertThat(failure)
        .hasMessageContainingAll("admins[0].fist-name", "Did you mean 'first-name'?");
    assertThat(database.column(USERS)).isEmpty();
  }

  @Test
  void aMissingPasswordFailsTheSeederWithTheVariablesNames() {
    Report report = seed(Map.of("TILTH_ADMIN_EMAIL", "root@example.com"));

    TilthException failure = report.failure().orElseThrow();
    assertThat(failure.kind()).isEqualTo(FailureKind.FAILED);
    assertThat(failure.getCause())
        .isInstanceOfSatisfying(
            TilthException.class, cause -> assertThat(cause.kind()).isEqualTo(FailureKind.USAGE));
    assertThat(failure)
        .hasMessageContainingAll("TILTH_ADMIN_PASSWORD", "TILTH_ADMIN_PASSWORD_HASH");
  }

  private void configure(String hocon) throws IOException {
    Files.writeString(directory.resolve("tilth.conf"), hocon);
  }

  private Report seed(Map<String, String> variables) {
    return Tilth.builder()
        .settings(
            SettingsLoader.of(variables, directory)
                .with("tilth.database.url", database.url())
                .with("tilth.environment", "dev")
                .load())
        .build()
        .run(
            "seed",
            Selection.SEED.withOnly(
                Set.of(RoleSeeder.NAME, DepartmentSeeder.NAME, AdminSeeder.NAME)),
            Consent.NONE);
  }
}
