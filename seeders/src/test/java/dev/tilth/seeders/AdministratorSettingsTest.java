package dev.tilth.seeders;

import static dev.tilth.seeders.SettingsOf.admin;
import static dev.tilth.seeders.SettingsOf.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class AdministratorSettingsTest {

  private static final String PASSWORD = "correct horse battery";
  private static final String ARGON2_HASH =
      "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
          + "5wnY2pXb8i9vH0cNvJH1kQzW1m3xv7y0R4u8oKQ2t9E";
  private static final String BCRYPT_HASH =
      "$2b$12$EXRkfkdmXn2gzds2SSitu.MW9.gAVqa9eLS1//RYtYCmB1eLHg.9q";

  @Test
  void configurationNamesSeveralAdministrators() {
    List<Administrator> administrators =
        read(
            nothing()
                .withAdmins(
                    admin(0, " Ada@Example.com ")
                        .with("department", "billing")
                        .with("password-env", "ADA"),
                    admin(1, "grace@example.com").with("password-hash", ARGON2_HASH))
                .withVariable("ADA", PASSWORD));

    assertThat(administrators)
        .extracting(Administrator::email, Administrator::department)
        .containsExactly(tuple("ada@example.com", "billing"), tuple("grace@example.com", null));
    assertThat(administrators.get(0).credential()).isInstanceOf(Credential.Password.class);
    assertThat(administrators.get(1).credential().hashedWith(HashAlgorithm.ARGON2ID))
        .isEqualTo(ARGON2_HASH);
  }

  @Test
  void theEnvironmentNamesOneAdministrator() {
    assertThat(read(environment("root@example.com").withVariable("TILTH_ADMIN_PASSWORD", PASSWORD)))
        .singleElement()
        .satisfies(administrator -> {
          assertThat(administrator.email()).isEqualTo("root@example.com");
          assertThat(administrator.isDefault()).isFalse();
        });
  }

  @Test
  void theEnvironmentMayGiveAHash() {
    assertThat(
            read(
                environment("root@example.com")
                    .withVariable("TILTH_ADMIN_PASSWORD_HASH", ARGON2_HASH)
                    .withVariable("TILTH_ADMIN_PASSWORD", "")))
        .singleElement()
        .extracting(administrator -> administrator.credential().hashedWith(HashAlgorithm.ARGON2ID))
        .isEqualTo(ARGON2_HASH);
  }

  @Test
  void configurationAndEnvironmentAddUp() {
    assertThat(
            read(
                environment("root@example.com")
                    .withVariable("TILTH_ADMIN_PASSWORD", PASSWORD)
                    .withAdmins(admin(0, "ada@example.com").with("password-hash", ARGON2_HASH))))
        .extracting(Administrator::email)
        .containsExactly("ada@example.com", "root@example.com");
  }

  @Test
  void developmentHasADefaultWhenNothingIsConfigured() {
    assertThat(administrators(nothing(), "dev"))
        .singleElement()
        .satisfies(administrator -> {
          assertThat(administrator.email()).isEqualTo("admin@thrive.local");
          assertThat(administrator.isDefault()).isTrue();
        });
  }

  @Test
  void theDefaultGivesWayToAnyConfiguredAdministrator() {
    assertThat(
            administrators(
                environment("root@example.com").withVariable("TILTH_ADMIN_PASSWORD", PASSWORD),
                "dev"))
        .noneMatch(Administrator::isDefault);
  }

  @Test
  void anyOtherEnvironmentNeedsAnAdministratorAndHearsHowToNameOne() {
    assertRefused(nothing(), MissingAdminSettingException.class)
        .hasMessageContainingAll(
            "environment staging",
            "tilth.seeders.AdminSeeder.admins",
            "TILTH_ADMIN_EMAIL",
            "TILTH_ADMIN_PASSWORD",
            "TILTH_ADMIN_PASSWORD_HASH");
  }

  @Test
  void anEmptyVariableIsAsGoodAsNone() {
    assertRefused(
            nothing().withVariable("TILTH_ADMIN_EMAIL", " "), MissingAdminSettingException.class)
        .hasMessageContaining("TILTH_ADMIN_EMAIL");
  }

  @Test
  void aMissingNameIsNamed() {
    assertRefused(
            nothing()
                .withAdmins(
                    admin(0, "ada@example.com")
                        .with("password-hash", ARGON2_HASH)
                        .without("last-name")),
            MissingAdminSettingException.class)
        .hasMessageContaining("tilth.seeders.AdminSeeder.admins[0].last-name");
  }

  @Test
  void aMissingPasswordNamesEveryAcceptedSetting() {
    assertRefused(
            nothing().withAdmins(admin(0, "ada@example.com")), MissingAdminSettingException.class)
        .hasMessageContainingAll(
            "admins[0].password-env", "admins[0].password-hash", "admins[0].password-hash-env");
    assertRefused(environment("root@example.com"), MissingAdminSettingException.class)
        .hasMessageContainingAll("TILTH_ADMIN_PASSWORD", "TILTH_ADMIN_PASSWORD_HASH");
  }

  @Test
  void aVariableThatASettingNamesMustHaveAValue() {
    assertRefused(
            nothing().withAdmins(admin(0, "ada@example.com").with("password-env", "ADA")),
            MissingAdminSettingException.class)
        .hasMessageContainingAll("admins[0].password-env", ": ADA.");
  }

  @Test
  void aPasswordAndAHashTogetherAreRefused() {
    assertRefused(
            environment("root@example.com")
                .withVariable("TILTH_ADMIN_PASSWORD", PASSWORD)
                .withVariable("TILTH_ADMIN_PASSWORD_HASH", ARGON2_HASH),
            AmbiguousAdminSettingException.class)
        .hasMessageContainingAll("TILTH_ADMIN_PASSWORD,", "TILTH_ADMIN_PASSWORD_HASH")
        .hasMessageNotContaining(PASSWORD);
  }

  @Test
  void aPasswordOfElevenCharactersIsRefusedAndNotRepeated() {
    assertRefused(
            environment("root@example.com").withVariable("TILTH_ADMIN_PASSWORD", "elevenchars"),
            InvalidAdminSettingException.class)
        .hasMessageContaining("fewer than 12")
        .hasMessageNotContaining("elevenchars");
  }

  @Test
  void aPasswordThatBcryptWouldCutIsRefused() {
    SettingsOf settings =
        environment("root@example.com").withVariable("TILTH_ADMIN_PASSWORD", "é".repeat(37));

    assertThat(read(settings)).hasSize(1);
    assertRefused(settings.with("hash", "bcrypt"), InvalidAdminSettingException.class)
        .hasMessageContaining("72 bytes");
  }

  @Test
  void aHashMustBeOneThatThePortalVerifiesAndIsNotRepeated() {
    SettingsOf bcrypt =
        environment("root@example.com").withVariable("TILTH_ADMIN_PASSWORD_HASH", BCRYPT_HASH);

    assertThat(read(bcrypt.with("hash", "bcrypt"))).hasSize(1);
    assertRefused(bcrypt, InvalidAdminSettingException.class)
        .hasMessageContainingAll("TILTH_ADMIN_PASSWORD_HASH", "argon2id", "'hash'")
        .hasMessageNotContaining(BCRYPT_HASH);
  }

  @Test
  void aPasswordWhereAHashBelongsIsRefusedAndNotRepeated() {
    assertRefused(
            nothing().withAdmins(admin(0, "ada@example.com").with("password-hash", PASSWORD)),
            InvalidAdminSettingException.class)
        .hasMessageContaining("admins[0].password-hash")
        .hasMessageNotContaining(PASSWORD);
  }

  @Test
  void anUnknownAlgorithmIsAnsweredWithTheKnownOnes() {
    assertRefused(nothing().with("hash", "md5"), InvalidAdminSettingException.class)
        .hasMessageContainingAll("tilth.seeders.AdminSeeder.hash", "'md5'", "argon2id, bcrypt");
  }

  @Test
  void everyMisspeltKeyIsNamedAtOnceAndNoValue() {
    assertRefused(
            nothing()
                .with("algoritm", "bcrypt")
                .withAdmins(
                    admin(0, "ada@example.com").with("pasword-hash", PASSWORD),
                    admin(1, "grace@example.com").with("telephone", "555")),
            UnknownAdminSettingException.class)
        .hasMessage(
            "AdminSeeder has no setting tilth.seeders.AdminSeeder.algoritm."
                + " There are: admins, hash."
                + " AdminSeeder has no setting tilth.seeders.AdminSeeder.admins[0].pasword-hash."
                + " Did you mean 'password-hash'?"
                + " AdminSeeder has no setting tilth.seeders.AdminSeeder.admins[1].telephone."
                + " There are: email, first-name, last-name, department, password-env,"
                + " password-hash, password-hash-env."
                + " Correct or remove them.");
  }

  @Test
  void somethingThatIsNoAddressIsRefused() {
    assertRefused(environment("root"), InvalidAdminSettingException.class)
        .hasMessageContainingAll("TILTH_ADMIN_EMAIL", "'root'");
  }

  @Test
  void anAddressIsOneAdministratorWhateverItsCase() {
    assertRefused(
            nothing()
                .withAdmins(
                    admin(0, "ada@example.com").with("password-hash", ARGON2_HASH),
                    admin(1, "ADA@example.com").with("password-hash", ARGON2_HASH)),
            InvalidAdminSettingException.class)
        .hasMessageContainingAll("admins[1]", "ada@example.com");
  }

  @Test
  void anAdministratorPrintsNoSecret() {
    assertThat(read(environment("root@example.com").withVariable("TILTH_ADMIN_PASSWORD", PASSWORD)))
        .singleElement()
        .asString()
        .contains("root@example.com")
        .doesNotContain(PASSWORD);
  }

  private static SettingsOf environment(String email) {
    return nothing().withVariable("TILTH_ADMIN_EMAIL", email);
  }

  private static List<Administrator> read(SettingsOf settings) {
    return administrators(settings, "staging");
  }

  private static List<Administrator> administrators(SettingsOf settings, String environment) {
    AdministratorSettings administrators = new AdministratorSettings(settings, environment);
    return administrators.administrators(administrators.algorithm());
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      SettingsOf settings, Class<? extends TilthException> failure) {
    return assertThatThrownBy(() -> read(settings))
        .isInstanceOfSatisfying(
            failure, thrown -> assertThat(thrown.kind()).isEqualTo(FailureKind.USAGE));
  }
}
