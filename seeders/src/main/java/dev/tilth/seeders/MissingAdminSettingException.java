package dev.tilth.seeders;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;

/** Something that {@link AdminSeeder} needs is set nowhere. */
final class MissingAdminSettingException extends TilthException {

  private static final long serialVersionUID = 1L;

  /**
   * @param what with its article, such as {@code the password of an administrator}
   * @param accepted every setting that can give it
   */
  MissingAdminSettingException(String what, List<String> accepted) {
    super(
        "%s lacks %s. Not set, or empty: %s. Set %s and run again."
            .formatted(
                AdminSeeder.NAME,
                what,
                String.join(", ", accepted),
                accepted.size() == 1 ? "it" : "one of them"));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }
}
