package dev.tilth;

import dev.tilth.database.Connections;
import dev.tilth.database.DatabaseAddress;
import dev.tilth.database.SessionSettings;
import dev.tilth.deploy.Target;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which database; a pool counts before an address. */
record Place(
    Optional<DatabaseAddress> address, Optional<DataSource> pool, SessionSettings session) {

  static final Place UNKNOWN =
      new Place(Optional.empty(), Optional.empty(), SessionSettings.DEFAULTS);

  private static final Logger LOG = LoggerFactory.getLogger(Place.class);

  Place at(DatabaseAddress newAddress) {
    return new Place(Optional.of(newAddress), pool, session);
  }

  Place behind(DataSource newPool) {
    return new Place(address, Optional.of(newPool), session);
  }

  Place with(SessionSettings newSession) {
    return new Place(address, pool, newSession);
  }

  /** The same with {@link DatabaseAddress#verifiedOutsideDev}. */
  Place verified(Optional<String> environment) {
    return new Place(address.map(known -> known.verifiedOutsideDev(environment)), pool, session);
  }

  /**
   * Opens no connection.
   *
   * @param connections how many a run takes from a pool at most
   * @throws IllegalStateException if nobody named a database
   */
  Target target(int connections) {
    return pool.map(source ->
            new Target(
                Connections.over(source, session, connections),
                "the application's database",
                false))
        .orElseGet(() -> target(address.orElseThrow(Place::unknown)));
  }

  private Target target(DatabaseAddress known) {
    if (!known.ignoredParameters().isEmpty()) {
      LOG.warn(
          "Parameters of the database's URL that have no effect: {}",
          String.join(", ", known.ignoredParameters()));
    }
    return new Target(Connections.to(known, session), known.display(), known.isLocal());
  }

  private static IllegalStateException unknown() {
    return new IllegalStateException("A database is needed: call url, address or dataSource.");
  }
}
