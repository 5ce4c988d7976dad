package dev.tilth.seeders;

import static dev.tilth.seeders.SettingsOf.admin;
import static dev.tilth.seeders.SettingsOf.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import dev.tilth.spi.FailureKind;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest(template = ThriveSchema.class)
class AdminSeederIT {

  private static final String PASSWORD = "correct horse battery";

  private final TestDatabase database;

  AdminSeederIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void aRoleAndADepartmentAreThereAndNobodyElse() {
    database.execute("TRUNCATE public.users, public.roles, public.departments");
    database.execute(
        "INSERT INTO public.roles (code, name, description) VALUES ('admin', 'Admin', 'All')");
    database.execute(
        "INSERT INTO public.departments (code, name, description) VALUES ('legal', 'Legal', 'L')");
  }

  @Test
  void everyConfiguredAdministratorBecomesAUserWithAHashThatVerifies() throws SQLException {
    seed(configured());

    assertThat(users())
        .containsExactly(
            "ada@example.com|Ada|Byron|admin|legal", "grace@example.com|Ada|Byron|admin|NULL");
    assertThat(verifies(PASSWORD, hashOf("ada@example.com"))).isTrue();
  }

  @Test
  void aUserWhoIsThereIsNeverChanged() throws SQLException {
    seed(configured());
    String before = row("ada@example.com");

    seed(configured().withVariable("ADA", "another password"));

    assertThat(row("ada@example.com")).isEqualTo(before);
    assertThat(users()).hasSize(2);
  }

  @Test
  void anAdministratorWhoIsConfiguredLaterIsAdded() throws SQLException {
    seed(configured());

    seed(
        configured()
            .withVariable("TILTH_ADMIN_EMAIL", "root@example.com")
            .withVariable("TILTH_ADMIN_PASSWORD", PASSWORD)
            .with("hash", "bcrypt"));

    assertThat(users()).hasSize(3);
    String hash = hashOf("root@example.com");
    assertThat(Password.check(PASSWORD, hash).with(BcryptFunction.getInstanceFromHash(hash)))
        .isTrue();
  }

  @Test
  void theDefaultAdministratorOfDevelopmentCanSignIn() throws SQLException {
    seed(nothing());

    assertThat(verifies("thrive-dev-only", hashOf("admin@thrive.local"))).isTrue();
  }

  @Test
  void anUnknownDepartmentIsRefusedWithItsSetting() {
    assertThatThrownBy(() ->
            seed(
                nothing()
                    .withVariable("ADA", PASSWORD)
                    .withAdmins(
                        admin(0, "ada@example.com")
                            .with("department", "leagl")
                            .with("password-env", "ADA"))))
        .isInstanceOfSatisfying(
            InvalidAdminSettingException.class,
            thrown -> assertThat(thrown.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessageContainingAll("admins[0].department", "'leagl'");
    assertThat(users()).isEmpty();
  }

  @Test
  void aRoleThatWasRemovedIsReportedWithTheWayBack() {
    database.execute("DELETE FROM public.roles");

    assertThatThrownBy(() -> seed(nothing()))
        .isInstanceOf(MissingRoleException.class)
        .hasMessageContaining("tilth seed --force RoleSeeder");
  }

  private void seed(SettingsOf settings) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      new AdminSeeder().seed(new AdminContext(DSL.using(connection), settings, "dev"));
      connection.commit();
    }
  }

  private static boolean verifies(String password, String hash) {
    return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
  }

  private static SettingsOf configured() {
    return nothing()
        .withVariable("ADA", PASSWORD)
        .withAdmins(
            admin(0, "ada@example.com").with("department", "legal").with("password-env", "ADA"),
            admin(1, "grace@example.com").with("password-env", "ADA"));
  }

  private List<String> users() {
    return database.column(
        """
        SELECT email, first_name, last_name, r.code, d.code
        FROM public.users u JOIN public.roles r ON r.id = u.role_id
        LEFT JOIN public.departments d ON d.id = u.department_id ORDER BY email
        """);
  }

  private String row(String email) {
    return database.value("SELECT u FROM public.users u WHERE email = '%s'".formatted(email));
  }

  private String hashOf(String email) {
    return database.value(
        "SELECT password_hash FROM public.users WHERE email = '%s'".formatted(email));
  }
}
