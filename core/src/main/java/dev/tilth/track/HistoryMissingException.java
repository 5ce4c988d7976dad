package dev.tilth.track;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** Migrations were applied to this database, but their history is not where this run looks. */
public final class HistoryMissingException extends TilthException {

  private static final long serialVersionUID = 1L;

  HistoryMissingException(TrackerSettings settings) {
    super(
        ("The ledger of this database tells of applied migrations, but there is no table %s.%s with"
                + " their history. Nothing was written. Look at tilth.migrations.schema and at"
                + " schema= or currentSchema= in the database's URL: they must name the schema of"
                + " the earlier runs.")
            .formatted(settings.historySchema(), settings.historyTable()));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.DECISION_NEEDED;
  }
}
