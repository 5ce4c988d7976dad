package dev.tilth.deploy;

import dev.tilth.database.Blocker;
import dev.tilth.database.ServerMessage;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Tables could not be read for a plan, for a reason that passes. */
final class TablesLockedException extends TilthException {

  private static final long serialVersionUID = 1L;

  TablesLockedException(int tries, SQLException cause, List<Blocker> holders) {
    super(
        "The tables of seeders could not be compared: %s It was tried %d %s.%s Run again when that is over."
            .formatted(
                ServerMessage.of(cause),
                tries,
                tries == 1 ? "time" : "times",
                holders.isEmpty()
                    ? ""
                    : " Tables of this database are locked exclusively by "
                        + holders.stream().map(Blocker::toString).collect(Collectors.joining("; "))
                        + "."),
        cause);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
