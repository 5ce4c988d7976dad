package dev.tilth.seeders;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;

/** Settings of {@link AdminSeeder} that exclude each other are all there. */
final class AmbiguousAdminSettingException extends TilthException {

  private static final long serialVersionUID = 1L;

  AmbiguousAdminSettingException(List<String> settings) {
    super(
        "%s cannot tell which of these settings to use: %s. Keep one and remove the others."
            .formatted(AdminSeeder.NAME, String.join(", ", settings)));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
