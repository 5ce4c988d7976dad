package com.example.places;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;

/** The regions of those countries. */
final class RegionSeeder implements Seeder {

  private static final Resource CSV = Resource.classpath(RegionSeeder.class, "regions.csv");

  @Override
  public SeederSpec spec() {
    return SeederSpec.onChange("RegionSeeder", CSV).after("CountrySeeder").tagged("reference");
  }

  @Override
  public void seed(SeedContext context) {
    context.table("public.regions").key("countries.code", "code").from(CSV).merge();
  }
}
