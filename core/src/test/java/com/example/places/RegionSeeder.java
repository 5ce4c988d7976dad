package com.example.places;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import java.util.List;

/** The regions of those countries. */
final class RegionSeeder implements TableSeeder {

  private static final Resource CSV = Resource.classpath(RegionSeeder.class, "regions.csv");

  @Override
  public SeederSpec spec() {
    return SeederSpec.onChange("RegionSeeder").after("CountrySeeder").tagged("reference");
  }

  @Override
  public List<TableData> tables() {
    return List.of(TableData.of("public.regions", CSV).key("countries.code", "code"));
  }
}
