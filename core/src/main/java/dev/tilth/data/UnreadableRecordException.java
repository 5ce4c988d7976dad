package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** Recorded keys that the columns of today cannot hold. */
final class UnreadableRecordException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnreadableRecordException(LoadTerms terms, TableName table, SQLException cause) {
    super(
        "The keys of the rows that seeder %s inserted into table %s, as recorded in %s.seed_row, do not fit the table's columns: %s. If the type of a key was changed, delete the records of this seeder and table there: its rows then belong to nobody, and are not deleted."
            .formatted(
                terms.seeder(), table, terms.trackerSchema(), ServerError.of(cause).message()),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
