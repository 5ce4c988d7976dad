package com.example.places;

import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.kit.SeederKit;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The samples of docs/testing-your-seeders.md. */
@PostgresTest
final class PlacesSeedersIT {

  private static final Selection FORCED =
      Selection.SEED.withForce(Set.of("CountrySeeder", "RegionSeeder", "OfficeSeeder"));

  @Test
  void the_seeders_take_effect_once_whatever_happens(TestDatabase empty) {
    SeederKit.of(empty, url -> PlacesDatabase.tilth(url).deploy().orThrow())
        .repeatedBy(url -> PlacesDatabase.tilth(url).run("seed", FORCED, Consent.NONE).orThrow())
        .excluding("public.contacts.since", "id", "country_id")
        .check();
  }
}
