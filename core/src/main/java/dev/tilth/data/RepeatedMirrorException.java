package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Two mirrors of one table in one seeder: each would delete the rows of the other. */
final class RepeatedMirrorException extends TilthException {

  private static final long serialVersionUID = 1L;

  RepeatedMirrorException(String seeder, TableName table) {
    super(
        "Seeder %s mirrors table %s twice, so that each source would remove the rows of the other. Put the rows into one source, or into two seeders."
            .formatted(seeder, table));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
