package com.example.places;

import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.Resource;
import java.util.List;
import java.util.stream.Stream;

/** The migrations of this product. */
public final class PlacesMigrations implements MigrationSource {

  @Override
  public String name() {
    return "places";
  }

  @Override
  public List<Resource> scripts() {
    return Stream.of(
            "V1__create_places.sql",
            "V2__index_regions_by_name.sql",
            "V3__rebuild_country_index.sql",
            "R__region_names.sql")
        .map(script -> Resource.classpath(PlacesMigrations.class, "migration/" + script))
        .toList();
  }
}
