package dev.tilth.seeders;

import dev.tilth.spi.Secret;
import dev.tilth.spi.SeederSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the administrators from the configuration, from the environment, or both:
 *
 * <pre>{@code
 * tilth.seeders.AdminSeeder {
 *   hash = argon2id                      # or bcrypt: what the portal verifies
 *   admins = [{
 *     email = "ada@example.com", first-name = Ada, last-name = Byron
 *     department = information_technology  # optional
 *     password-env = ADA_PASSWORD          # or password-hash, or password-hash-env
 *   }]
 * }
 * }</pre>
 *
 * <p>The environment names one more with {@code TILTH_ADMIN_EMAIL} and either {@code
 * TILTH_ADMIN_PASSWORD} or {@code TILTH_ADMIN_PASSWORD_HASH}. An empty variable counts as not set.
 * With nothing configured, environment {@code dev} gets {@code admin@thrive.local} with the
 * password of {@link Credential.DefaultPassword}; any other environment gets an error.
 */
final class AdministratorSettings {

  static final String EMAIL_VARIABLE = "TILTH_ADMIN_EMAIL";
  static final String DEFAULT_EMAIL = "admin@thrive.local";

  private static final String DEVELOPMENT = "dev";
  private static final String FIRST_NAME = "Thrive";
  private static final String LAST_NAME = "Administrator";
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

  private final SeederSettings settings;
  private final String environment;

  /**
   * Checks the keys; values are checked when they are read.
   *
   * @throws UnknownAdminSettingException if one is misspelt
   */
  AdministratorSettings(SeederSettings settings, String environment) {
    AdminKeys.check(settings);
    this.settings = settings;
    this.environment = environment;
  }

  HashAlgorithm algorithm() {
    String name = settings.text(AdminKeys.HASH).orElse(HashAlgorithm.ARGON2ID.settingValue());
    return HashAlgorithm.named(name)
        .orElseThrow(() ->
            new InvalidAdminSettingException(
                settings.path() + "." + AdminKeys.HASH,
                "'%s' is no algorithm".formatted(name),
                "Use one of: %s.".formatted(String.join(", ", HashAlgorithm.settingValues()))));
  }

  /** Everybody who is configured, each once. */
  List<Administrator> administrators(HashAlgorithm algorithm) {
    CredentialSettings credentials = new CredentialSettings(settings, algorithm);
    List<Administrator> administrators = new ArrayList<>();
    for (SeederSettings admin : settings.list(AdminKeys.ADMINS)) {
      administrators.add(configured(admin, credentials));
    }
    fromEnvironment(credentials).ifPresent(administrators::add);
    if (administrators.isEmpty()) {
      administrators.add(byDefault());
    }
    requireDistinct(administrators);
    return List.copyOf(administrators);
  }

  private static Administrator configured(SeederSettings admin, CredentialSettings credentials) {
    return new Administrator(
        admin.path(),
        email(admin.path() + "." + AdminKeys.EMAIL, required(admin, AdminKeys.EMAIL)),
        required(admin, AdminKeys.FIRST_NAME),
        required(admin, AdminKeys.LAST_NAME),
        admin.text(AdminKeys.DEPARTMENT).orElse(null),
        credentials.of(admin));
  }

  private Optional<Administrator> fromEnvironment(CredentialSettings credentials) {
    return settings
        .secret(EMAIL_VARIABLE)
        .map(Secret::reveal)
        .filter(email -> !email.isBlank())
        .map(email ->
            new Administrator(
                EMAIL_VARIABLE,
                email(EMAIL_VARIABLE, email),
                FIRST_NAME,
                LAST_NAME,
                null,
                credentials.ofEnvironment()));
  }

  private Administrator byDefault() {
    if (!environment.equals(DEVELOPMENT)) {
      throw new MissingAdminSettingException(
          "an administrator for environment " + environment,
          List.of(
              settings.path() + "." + AdminKeys.ADMINS,
              EMAIL_VARIABLE
                  + " (with "
                  + CredentialSettings.PASSWORD_VARIABLE
                  + " or "
                  + CredentialSettings.HASH_VARIABLE
                  + ")"));
    }
    return new Administrator(
        settings.path(),
        DEFAULT_EMAIL,
        FIRST_NAME,
        LAST_NAME,
        null,
        new Credential.DefaultPassword());
  }

  private static String required(SeederSettings admin, String key) {
    return admin
        .text(key)
        .filter(value -> !value.isBlank())
        .orElseThrow(() ->
            new MissingAdminSettingException(
                "the %s of an administrator".formatted(key), List.of(admin.path() + "." + key)));
  }

  private static String email(String setting, String value) {
    String email = value.strip().toLowerCase(Locale.ROOT);
    if (!EMAIL.matcher(email).matches()) {
      throw new InvalidAdminSettingException(
          setting, "'%s' is no e-mail address".formatted(value), "Write it as name@host.");
    }
    return email;
  }

  private static void requireDistinct(List<Administrator> administrators) {
    Set<String> seen = new HashSet<>();
    for (Administrator administrator : administrators) {
      if (!seen.add(administrator.email())) {
        throw new InvalidAdminSettingException(
            administrator.origin(),
            "%s is configured more than once".formatted(administrator.email()),
            "Name each administrator once.");
      }
    }
  }
}
