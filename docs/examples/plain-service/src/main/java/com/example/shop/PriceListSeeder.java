package com.example.shop;

import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;

/** A price list to begin with. People rename it later, so it is written only once. */
final class PriceListSeeder implements Seeder {

  @Override
  public SeederSpec spec() {
    return SeederSpec.once("PriceListSeeder").after("CurrencySeeder");
  }

  @Override
  public void seed(SeedContext context) {
    context
        .sql()
        .execute(
            "INSERT INTO public.price_lists (name, currency) VALUES ('retail', 'EUR') ON CONFLICT"
                + " (name) DO NOTHING");
  }
}
