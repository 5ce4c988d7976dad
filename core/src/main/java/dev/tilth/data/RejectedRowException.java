package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;

/** A row that the database does not take: a value its type cannot hold, a violated constraint. */
final class RejectedRowException extends TilthException {

  private static final long serialVersionUID = 1L;

  RejectedRowException(
      Place place, String values, String reason, String advice, SQLException cause) {
    super("%s: the database rejects %s: %s. %s".formatted(place, values, reason, advice), cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
