package com.example.shop;

import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederCatalog;
import java.util.List;

/** The data without which this service does nothing. */
final class ShopSeeders implements SeederCatalog {

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public List<Seeder> seeders() {
    return List.of(new CurrencySeeder(), new PriceListSeeder());
  }
}
