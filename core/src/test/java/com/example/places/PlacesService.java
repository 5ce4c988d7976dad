package com.example.places;

import dev.tilth.Tilth;
import dev.tilth.deploy.Readiness;
import dev.tilth.deploy.StartMode;
import java.time.Duration;
import javax.sql.DataSource;

/** A service that needs its database to be of its own build. */
final class PlacesService {

  private final Tilth tilth;
  private final Readiness readiness;

  PlacesService(DataSource pool, String environment) {
    tilth =
        Tilth.builder()
            .dataSource(pool)
            .environment(environment)
            .launcher("places")
            .migrations(new PlacesMigrations())
            .seeders(new PlacesSeeders())
            .build();
    readiness = tilth.readiness(Duration.ofSeconds(2));
  }

  /** Before it takes its first request. */
  void start(StartMode mode) {
    tilth.start(mode);
  }

  /** What its health endpoint answers: the status, and the reasons. */
  String health() {
    Readiness.Answer answer = readiness.check();
    return answer.isReady() ? "200" : "503 " + String.join(" ", answer.reasons());
  }
}
