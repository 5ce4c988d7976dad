package com.example.places;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;

/** The regions of those countries. */
final class RegionSeeder implements Seeder {

  private static final Resource CSV = Resource.classpath(RegionSeeder.class, "regions.csv");

  @Override
  public SeederSpec spec() {
    return SeederSpec.onChange("RegionSeeder", CSV).after("CountrySeeder").tagged("reference");
  }

  @Override
  public void seed(SeedContext context) {
    context.load(TableData.of("public.regions", CSV).key("countries.code", "code"));
  }
}
