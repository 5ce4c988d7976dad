package com.example.places;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import java.util.List;

/** Our offices. Their telephone numbers are the receptionists' affair once an office is there. */
final class OfficeSeeder implements TableSeeder {

  @Override
  public SeederSpec spec() {
    return SeederSpec.onChange("OfficeSeeder").after("CountrySeeder");
  }

  @Override
  public List<TableData> tables() {
    return List.of(
        TableData.of("public.offices", file("offices.jsonl"))
            .key("code")
            .insertOnly("phone")
            .overlay("dev", file("offices.dev.jsonl")));
  }

  private static Resource file(String name) {
    return Resource.classpath(OfficeSeeder.class, name);
  }
}
