package com.example.places;

import dev.tilth.Tilth;
import dev.tilth.testing.DatabaseTemplate;
import dev.tilth.testing.TestDatabase;

/** The database of this product's tests: migrated and seeded once, then copied for each class. */
public final class PlacesDatabase implements DatabaseTemplate {

  @Override
  public void prepare(TestDatabase database) {
    tilth(database.url()).deploy().orThrow();
  }

  static Tilth tilth(String url) {
    return Tilth.builder()
        .url(url)
        .environment("dev")
        .migrations(new PlacesMigrations())
        .seeders(new PlacesSeeders())
        .build();
  }
}
