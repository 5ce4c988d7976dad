package dev.tilth.seeders;

import dev.tilth.spi.DidYouMean;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.List;
import java.util.stream.Collectors;

/** Settings stand under {@link AdminSeeder} that it does not read: probably misspelt. */
final class UnknownAdminSettingException extends TilthException {

  private static final long serialVersionUID = 1L;

  /** Only the keys are named: a value may be a password in the wrong place. */
  UnknownAdminSettingException(List<Slip> slips) {
    super(
        "%s Correct or remove %s."
            .formatted(
                slips.stream().map(Slip::toString).collect(Collectors.joining(" ")),
                slips.size() == 1 ? "it" : "them"));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.USAGE;
  }

  /**
   * A key that nothing reads.
   *
   * @param path where it stands
   * @param known what could stand there
   */
  record Slip(String path, String key, List<String> known) {

    @Override
    public String toString() {
      return "%s has no setting %s.%s. %s"
          .formatted(AdminSeeder.NAME, path, key, DidYouMean.orAnyOf(known, key));
    }
  }
}
