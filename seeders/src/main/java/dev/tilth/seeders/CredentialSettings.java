package dev.tilth.seeders;

import dev.tilth.spi.Secret;
import dev.tilth.spi.SeederSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads and checks an administrator's password, or its hash: exactly one must be given. */
final class CredentialSettings {

  static final String PASSWORD_VARIABLE = "TILTH_ADMIN_PASSWORD";
  static final String HASH_VARIABLE = "TILTH_ADMIN_PASSWORD_HASH";

  /** In characters. NIST SP 800-63B asks for 8 at least; these accounts can do everything. */
  static final int MINIMUM_LENGTH = 12;

  private final SeederSettings secrets;
  private final HashAlgorithm algorithm;

  CredentialSettings(SeederSettings secrets, HashAlgorithm algorithm) {
    this.secrets = secrets;
    this.algorithm = algorithm;
  }

  /** The credential of one entry of the configuration. */
  Credential of(SeederSettings admin) {
    String prefix = admin.path() + ".";
    String key =
        exactlyOne(
            prefix,
            List.of(AdminKeys.PASSWORD_ENV, AdminKeys.PASSWORD_HASH, AdminKeys.PASSWORD_HASH_ENV),
            candidate -> admin.text(candidate).isPresent());
    String value = admin.text(key).orElseThrow();
    return switch (key) {
      case AdminKeys.PASSWORD_ENV -> password(value, required(prefix + key, value));
      case AdminKeys.PASSWORD_HASH_ENV -> hash(value, required(prefix + key, value));
      default -> hash(prefix + key, Secret.of(value));
    };
  }

  /** The credential of the administrator whom the environment names. */
  Credential ofEnvironment() {
    String variable =
        exactlyOne(
            "",
            List.of(PASSWORD_VARIABLE, HASH_VARIABLE),
            candidate -> secret(candidate).isPresent());
    Secret value = secret(variable).orElseThrow();
    return variable.equals(PASSWORD_VARIABLE) ? password(variable, value) : hash(variable, value);
  }

  private static String exactlyOne(String prefix, List<String> keys, Predicate<String> given) {
    List<String> accepted = keys.stream().map(prefix::concat).toList();
    List<String> present = keys.stream().filter(given).toList();
    if (present.isEmpty()) {
      throw new MissingAdminSettingException("the password of an administrator", accepted);
    }
    if (present.size() > 1) {
      throw new AmbiguousAdminSettingException(present.stream().map(prefix::concat).toList());
    }
    return present.getFirst();
  }

  private Secret required(String setting, String variable) {
    return secret(variable)
        .orElseThrow(() ->
            new MissingAdminSettingException(
                "the value of the variable that %s names".formatted(setting), List.of(variable)));
  }

  private Optional<Secret> secret(String variable) {
    return secrets.secret(variable).filter(secret -> !secret.reveal().isEmpty());
  }

  private Credential password(String setting, Secret password) {
    int length = password.reveal().codePointCount(0, password.reveal().length());
    if (length < MINIMUM_LENGTH) {
      throw new InvalidAdminSettingException(
          setting,
          "the password has fewer than %d characters".formatted(MINIMUM_LENGTH),
          "Choose a longer one.");
    }
    if (!algorithm.accepts(password)) {
      throw new InvalidAdminSettingException(
          setting,
          "the password is longer than the %d bytes that %s reads"
              .formatted(algorithm.maximumBytes(), algorithm.settingValue()),
          "Choose a shorter one.");
    }
    return new Credential.Password(password);
  }

  private Credential hash(String setting, Secret hash) {
    if (!algorithm.isFormOf(hash)) {
      throw new InvalidAdminSettingException(
          setting,
          "it does not hold a complete %s hash".formatted(algorithm.settingValue()),
          "Give a hash such as %s, or set 'hash' to the algorithm that the portal verifies (%s)."
              .formatted(algorithm.example(), String.join(" or ", HashAlgorithm.settingValues())));
    }
    return new Credential.GivenHash(hash);
  }
}
