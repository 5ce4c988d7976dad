package dev.tilth.data;

import dev.tilth.spi.DidYouMean;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.Collection;

/** Something is declared of a column that neither the table nor the file has. */
final class UnknownDeclaredColumnException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnknownDeclaredColumnException(TableName table, String column, Collection<String> existing) {
    super(
        "The declaration of table %s names a column '%s', which neither the table nor its source has. %s"
            .formatted(table, column, DidYouMean.orAnyOf(existing, column)));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
