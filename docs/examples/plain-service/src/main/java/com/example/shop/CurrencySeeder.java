package com.example.shop;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import java.util.List;

/** The currencies in which prices can be; those of the file, again whenever it changes. */
final class CurrencySeeder implements TableSeeder {

  @Override
  public SeederSpec spec() {
    return SeederSpec.onChange("CurrencySeeder").independent();
  }

  @Override
  public List<TableData> tables() {
    Resource csv = Resource.classpath(CurrencySeeder.class, "currencies.csv");
    return List.of(TableData.of("public.currencies", csv).key("code"));
  }
}
