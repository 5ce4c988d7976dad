package dev.tilth.data;

import dev.tilth.spi.DidYouMean;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.Collection;

/** A table that the database does not have. */
final class UnknownTableException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnknownTableException(TableName table, Collection<String> existing) {
    super(
        "There is no table %s in the database. %s"
            .formatted(table, DidYouMean.orAnyOf(existing, table.name())));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
