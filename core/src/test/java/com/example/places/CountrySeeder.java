package com.example.places;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import java.util.List;

/** The countries that customers can live in. */
final class CountrySeeder implements TableSeeder {

  private static final Resource CSV = Resource.classpath(CountrySeeder.class, "countries.csv");

  @Override
  public SeederSpec spec() {
    return SeederSpec.onChange("CountrySeeder").tagged("reference");
  }

  @Override
  public List<TableData> tables() {
    return List.of(TableData.of("public.countries", CSV).key("code"));
  }
}
