package com.example.places;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import java.time.ZoneOffset;

/** The address that letters name as ours; people change it later, so it is written only once. */
final class ContactSeeder implements Seeder {

  @Override
  public SeederSpec spec() {
    return SeederSpec.once("ContactSeeder").in("dev", "qa");
  }

  @Override
  public void seed(SeedContext context) {
    context
        .sql()
        .insertInto(table(name("public", "contacts")))
        .set(field(name("email")), context.settings().text("email").orElse("hello@example.com"))
        .set(field(name("since")), context.clock().instant().atOffset(ZoneOffset.UTC))
        .execute();
  }
}
