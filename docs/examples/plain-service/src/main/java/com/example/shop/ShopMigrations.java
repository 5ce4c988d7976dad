package com.example.shop;

import dev.tilth.spi.MigrationSource;
import dev.tilth.spi.Resource;
import java.util.List;

/** The schema of this service. */
final class ShopMigrations implements MigrationSource {

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public List<Resource> scripts() {
    return List.of(Resource.classpath(ShopMigrations.class, "migration/V1__create_shop.sql"));
  }
}
