package dev.tilth.seeders;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** The role of administrators was seeded once and is gone. */
final class MissingRoleException extends TilthException {

  private static final long serialVersionUID = 1L;

  MissingRoleException(String code, String seeder) {
    super(
        "%s found no role with the code '%s' in public.roles, although %s has been applied: somebody"
                .formatted(AdminSeeder.NAME, code, seeder)
            + " removed it. Type 'tilth seed --force %s' to bring it back.".formatted(seeder));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
