package dev.tilth.seeders;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A setting of {@link AdminSeeder} has a value that cannot be used. */
final class InvalidAdminSettingException extends TilthException {

  private static final long serialVersionUID = 1L;

  /**
   * @param problem what was seen, without any secret
   * @param remedy a sentence that says what to do
   */
  InvalidAdminSettingException(String setting, String problem, String remedy) {
    super(
        "%s cannot use the setting %s: %s. %s"
            .formatted(AdminSeeder.NAME, setting, problem, remedy));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
