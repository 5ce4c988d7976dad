package dev.tilth.deploy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import dev.tilth.track.TrackerSettings;
import java.sql.SQLException;

/** The user of a service may not read what has been deployed. */
public final class RecordsUnreadableException extends TilthException {

  private static final long serialVersionUID = 1L;

  RecordsUnreadableException(String database, TrackerSettings tracker, SQLException cause) {
    super(
        ("The user that this service has in %1$s may not read what has been deployed: %2$s"
                + " Nothing was written. As the user that deploys, type there, with the service's"
                + " user for NAME: GRANT USAGE ON SCHEMA \"%3$s\", \"%4$s\" TO NAME;"
                + " GRANT SELECT ON ALL TABLES IN SCHEMA \"%3$s\" TO NAME;"
                + " GRANT SELECT ON \"%4$s\".\"%5$s\" TO NAME;")
            .formatted(
                database,
                sentence(cause),
                tracker.schema(),
                tracker.historySchema(),
                tracker.historyTable()),
        cause);
  }

  private static String sentence(SQLException cause) {
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return message.endsWith(".") ? message : message + ".";
  }

  @Override
  public FailureKind kind() {
    return FailureKind.REFUSED;
  }
}
