package com.example.shop;

import dev.tilth.Tilth;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.kit.SeederKit;
import java.util.Set;
import org.junit.jupiter.api.Test;

@PostgresTest
final class ShopSeedersIT {

  private static final Selection FORCED =
      Selection.SEED.withForce(Set.of("CurrencySeeder", "PriceListSeeder"));

  @Test
  void the_seeders_take_effect_once_whatever_happens(TestDatabase empty) {
    SeederKit.of(empty, url -> tilth(url).deploy().orThrow())
        .repeatedBy(url -> tilth(url).run("seed", FORCED, Consent.NONE).orThrow())
        .excluding("public.price_lists.id")
        .check();
  }

  private static Tilth tilth(String url) {
    return Tilth.builder()
        .url(url)
        .environment("dev")
        .migrations(new ShopMigrations())
        .seeders(new ShopSeeders())
        .build();
  }
}
