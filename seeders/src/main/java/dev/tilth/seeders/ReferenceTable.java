package dev.tilth.seeders;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;

/**
 * A table whose rows are kept as a CSV file of this package has them: missing rows are inserted,
 * rows that differ are updated, rows that only the database has stay.
 */
abstract class ReferenceTable implements Seeder {

  private final SeederSpec spec;
  private final String table;
  private final String key;
  private final Resource csv;

  ReferenceTable(String seeder, String table, String key, String file, String... tags) {
    this.table = table;
    this.key = key;
    this.csv = Resource.classpath(ReferenceTable.class, file);
    this.spec = SeederSpec.onChange(seeder, csv).tagged(tags);
  }

  @Override
  public SeederSpec spec() {
    return spec;
  }

  @Override
  public final void seed(SeedContext context) {
    context.table(table).key(key).from(csv).merge();
  }
}
