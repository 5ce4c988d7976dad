package com.example.places;

import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederCatalog;
import java.util.List;

/** The seeders of this product. */
public final class PlacesSeeders implements SeederCatalog {

  @Override
  public String name() {
    return "places";
  }

  @Override
  public List<Seeder> seeders() {
    return List.of(
        new CountrySeeder(),
        new RegionSeeder(),
        new OfficeSeeder(),
        new ServiceSeeder(),
        new ContactSeeder());
  }
}
