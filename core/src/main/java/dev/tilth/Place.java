package dev.tilth;

import dev.tilth.database.Connections;
import dev.tilth.database.DatabaseAccess;
import dev.tilth.database.DatabaseAddress;
import dev.tilth.database.SessionSettings;
import dev.tilth.deploy.Target;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which database; a pool counts before a way of our own. */
record Place(Optional<DatabaseAccess> access, Optional<DataSource> pool, SessionSettings session) {

  static final Place UNKNOWN =
      new Place(Optional.empty(), Optional.empty(), SessionSettings.DEFAULTS);

  private static final Logger LOG = LoggerFactory.getLogger(Place.class);

  Place at(DatabaseAccess newAccess) {
    return new Place(Optional.of(newAccess), pool, session);
  }

  Place behind(DataSource newPool) {
    return new Place(access, Optional.of(newPool), session);
  }

  Place with(SessionSettings newSession) {
    return new Place(access, pool, newSession);
  }

  /** The same with {@link DatabaseAccess#verifiedOutsideDev}. */
  Place verified(Optional<String> environment) {
    return new Place(access.map(known -> known.verifiedOutsideDev(environment)), pool, session);
  }

  /**
   * Opens no connection.
   *
   * @param connections how many a run takes from a pool at most
   * @throws IllegalStateException if nobody named a database
   */
  Target target(int connections) {
    return pool.map(source -> Target.behindPool(Connections.over(source, session, connections)))
        .orElseGet(() -> target(access.orElseThrow(Place::unknown)));
  }

  private Target target(DatabaseAccess known) {
    List<String> ignored = known.given().map(DatabaseAddress::ignoredParameters).orElse(List.of());
    if (!ignored.isEmpty()) {
      LOG.warn(
          "Parameters of the database's URL that have no effect: {}", String.join(", ", ignored));
    }
    return Target.of(Connections.to(known, session), known);
  }

  private static IllegalStateException unknown() {
    return new IllegalStateException(
        "A database is needed: call url, address, access or dataSource.");
  }
}
