package com.example.places;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import java.util.List;

/** The services of others that we use, with our keys to them. */
final class ServiceSeeder implements TableSeeder {

  private record Service(String code, String apiKey, List<String> regionCodes) {}

  @Override
  public SeederSpec spec() {
    return SeederSpec.onChange("ServiceSeeder").in("qa", "prod");
  }

  @Override
  public List<TableData> tables() {
    Resource services =
        Resource.rows(
            "services", List.of(new Service("maps", "${secret:MAPS_KEY}", List.of("ON", "QC"))));
    return List.of(TableData.of("public.services", services).key("code").masked("api_key"));
  }
}
