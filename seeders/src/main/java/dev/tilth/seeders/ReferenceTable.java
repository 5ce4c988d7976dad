package dev.tilth.seeders;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import java.util.List;

/**
 * A table whose rows are kept as a CSV file of this package has them: missing rows are inserted,
 * rows that differ are updated, rows that only the database has stay.
 */
abstract class ReferenceTable implements TableSeeder {

  private final SeederSpec spec;
  private final TableData table;

  ReferenceTable(String seeder, String table, String key, String file, String... tags) {
    Resource csv = Resource.classpath(ReferenceTable.class, file);
    this.table = TableData.of(table, csv).key(key);
    this.spec = SeederSpec.onChange(seeder).tagged(tags);
  }

  @Override
  public SeederSpec spec() {
    return spec;
  }

  @Override
  public final List<TableData> tables() {
    return List.of(table);
  }
}
