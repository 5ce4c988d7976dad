package dev.tilth.data;

import dev.tilth.spi.DidYouMean;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.Collection;

/** A header that names a column which its table does not have. */
final class UnknownColumnException extends TilthException {

  private static final long serialVersionUID = 1L;

  UnknownColumnException(
      String file, String header, TableName table, String column, Collection<String> existing) {
    super(
        "%s: the header '%s' stands for a column '%s' that table %s does not have. %s"
            .formatted(file, header, column, table, DidYouMean.orAnyOf(existing, column)));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
