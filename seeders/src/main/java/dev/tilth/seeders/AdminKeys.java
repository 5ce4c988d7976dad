package dev.tilth.seeders;

import dev.tilth.seeders.UnknownAdminSettingException.Slip;
import dev.tilth.spi.SeederSettings;
import java.util.ArrayList;
import java.util.List;

/** Every key that {@link AdminSeeder} reads; any other is a slip. */
final class AdminKeys {

  static final String ADMINS = "admins";
  static final String HASH = "hash";

  static final String EMAIL = "email";
  static final String FIRST_NAME = "first-name";
  static final String LAST_NAME = "last-name";
  static final String DEPARTMENT = "department";
  static final String PASSWORD_ENV = "password-env";
  static final String PASSWORD_HASH = "password-hash";
  static final String PASSWORD_HASH_ENV = "password-hash-env";

  private static final List<String> OF_SEEDER = List.of(ADMINS, HASH);
  private static final List<String> OF_ADMIN =
      List.of(
          EMAIL, FIRST_NAME, LAST_NAME, DEPARTMENT, PASSWORD_ENV, PASSWORD_HASH, PASSWORD_HASH_ENV);

  private AdminKeys() {}

  /**
   * Finds all slips.
   *
   * @throws UnknownAdminSettingException if there is one
   */
  static void check(SeederSettings settings) {
    List<Slip> slips = new ArrayList<>(slips(settings, OF_SEEDER));
    settings.list(ADMINS).forEach(admin -> slips.addAll(slips(admin, OF_ADMIN)));
    if (!slips.isEmpty()) {
      throw new UnknownAdminSettingException(slips);
    }
  }

  private static List<Slip> slips(SeederSettings settings, List<String> known) {
    return settings.keys().stream()
        .filter(key -> !known.contains(key))
        .map(key -> new Slip(settings.path(), key, known))
        .toList();
  }
}
