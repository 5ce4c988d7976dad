package dev.tilth.seeders;

import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSettings;
import dev.tilth.spi.TableData;
import java.time.Instant;
import java.time.InstantSource;
import org.jooq.DSLContext;

/** What {@link AdminSeeder} gets, without an executor around it. */
record AdminContext(DSLContext sql, SeederSettings settings, String environment)
    implements SeedContext {

  @Override
  public RowCounts load(TableData data) {
    throw new AssertionError("Administrators come from no file.");
  }

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(Instant.EPOCH);
  }
}
