package com.example.places;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;

/** The countries that customers can live in. */
final class CountrySeeder implements Seeder {

  private static final Resource CSV = Resource.classpath(CountrySeeder.class, "countries.csv");

  @Override
  public SeederSpec spec() {
    return SeederSpec.onChange("CountrySeeder", CSV).tagged("reference");
  }

  @Override
  public void seed(SeedContext context) {
    context.load(TableData.of("public.countries", CSV).key("code"));
  }
}
