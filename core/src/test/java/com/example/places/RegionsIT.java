package com.example.places;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import org.junit.jupiter.api.Test;

/** A test of what uses the data, such as a query. */
@PostgresTest(template = PlacesDatabase.class)
final class RegionsIT {

  private final TestDatabase database;

  RegionsIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void a_country_knows_its_regions() {
    assertThat(
            database.column(
                "SELECT name FROM public.region_names WHERE country = 'Canada' ORDER BY code"))
        .containsExactly("Ontario", "Québec, province of");
  }
}
